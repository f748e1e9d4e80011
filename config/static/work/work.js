/* Our thin layer over Django's admin: keys, unsaved changes, folded filters, names for unnamed boxes, wide tables. */
"use strict";
{
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
    const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

    // The day of a meeting is the day where one is: “Today” is the reader's, not the server's.
    delete document.body.dataset.adminUtcOffset;

    // Shortcuts go by the key's place, so they work on a Dari keyboard too, and can be switched off.
    const box = document.getElementById("shortcuts");
    const inUse = () => remembered("shortcuts") !== "off";
    const showUse = () => document.body.classList.toggle("with-shortcuts", inUse());
    if (box) box.checked = inUse();
    box?.addEventListener("change", () => { remember("shortcuts", box.checked ? "on" : "off"); showUse(); });
    showUse();
    document.addEventListener("keydown", (event) => {
        if (!inUse() || event.metaKey || event.shiftKey || event.altKey === event.ctrlKey) return;
        const digit = /^Digit([1-9])$/.exec(event.code);
        if (event.altKey && digit && freshRow(all(".inline-group")[digit[1] - 1])) event.preventDefault();
        const save = document.querySelector(".submit-row [name=_save]");
        if (event.ctrlKey && event.code === "Enter" && save) { event.preventDefault(); save.click(); }
    });

    // Puts the focus in the last row of a group if nothing is in it yet, in a new one otherwise.
    function freshRow(group) {
        const add = group?.querySelector(".add-row a");
        if (!add?.offsetParent) return false;
        const last = () => all("tr.form-row:not(.empty-form), .inline-related:not(.empty-form, .tabular)", group).at(-1);
        const isEmpty = (row) => !row.matches(".has_original") && all("input:not([type=hidden]), select, textarea", row).every((field) =>
            field.matches("select") ? !field.value || field.selectedOptions[0].defaultSelected : field.value === field.defaultValue);
        if (!last() || !isEmpty(last())) add.click();
        goTo(last().querySelector("select, input:not([type=hidden]), textarea"));
        return true;
    }

    function goTo(field) {
        (field?.matches(".select2-hidden-accessible") ? field.nextElementSibling.querySelector("[tabindex='0']") : field)?.focus();
    }

    const jQuery = window.django?.jQuery;
    document.addEventListener("DOMContentLoaded", () => {
        warnOfUnsaved();
        foldFilters();
        labelCells();
        markScrolling();
        jQuery?.(nameBoxes); // After Select2 has made its boxes.
        // Select2 gives its box the focus only after a moment, and what is typed until then would be lost.
        jQuery?.(document).on("select2:open", () => document.querySelector(".select2-dropdown .select2-search__field")?.focus());
        jQuery?.(document).on("select2:open change", () => setTimeout(nameBoxes)); // It draws a choice twice.
        document.addEventListener("formset:added", () => { nameBoxes(); mendLateParts(); });
    });
    window.addEventListener("load", () => setTimeout(() => {
        mendLateParts();
        goTo(document.querySelector("select[aria-invalid=true], input[aria-invalid=true], textarea[aria-invalid=true]"));
    }));

    function mendLateParts() {
        // A date is typed faster than it is picked: two stops less for the Tab key.
        all(".datetimeshortcuts a").forEach((link) => { link.tabIndex = -1; });
        all(".search-label-icon").forEach((icon) => icon.setAttribute("role", "img")); // It has a name, so it needs a role.
    }

    // Typing into a closed picker opens it, and is what it looks for.
    document.addEventListener("keydown", (event) => {
        const picker = event.target.closest?.(".select2-selection--single[aria-expanded=false]");
        if (!picker || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) return;
        jQuery(picker.closest(".select2-container").previousElementSibling).select2("open");
    });

    function warnOfUnsaved() {
        const form = document.querySelector(".change-form #content-main form[method=post]");
        if (!form) return;
        let [unsaved, saving] = [Boolean(document.querySelector(".errornote")), false];
        const touched = () => { unsaved = true; };
        form.addEventListener("input", touched);
        jQuery?.(form).on("change", touched); // Select2 and the popups tell of their changes through jQuery alone.
        form.addEventListener("submit", (event) => {
            if (saving) event.preventDefault(); // A second click would log it twice.
            saving = true;
            setTimeout(() => { saving = false; }, 15000); // One who stops a slow answer can save again.
        });
        addEventListener("beforeunload", (event) => { if (unsaved && !saving) event.preventDefault(); });
    }

    function foldFilters() {
        const [button, filters] = ["fold-filters", "changelist-filter"].map((id) => document.getElementById(id));
        if (!button || !filters) return;
        const show = (open) => {
            filters.classList.toggle("folded", !open);
            button.setAttribute("aria-expanded", String(open));
        };
        show(remembered("filters") === "open");
        button.hidden = false;
        button.addEventListener("click", () => {
            const open = filters.classList.contains("folded");
            show(open);
            remember("filters", open ? "open" : "folded");
        });
    }

    // On a narrow screen each cell of a row says by itself what it is.
    function labelCells() {
        for (const table of all(".inline-group .tabular table")) {
            const names = all("thead th", table).map((head) => head.textContent.trim() + (head.matches(".required") ? " *" : ""));
            const label = (cell, place) => { cell.dataset.label = names[place]; };
            all("tr.form-row", table).forEach((row) => all("td", row).forEach(label));
        }
    }

    // A table that is wider than its place can be scrolled by the keyboard, and says what it is.
    function markScrolling() {
        const mark = (place) => {
            const wide = place.scrollWidth > place.clientWidth + 1;
            const name = (place.querySelector(".inline-heading") ?? document.querySelector("#content h1"))?.textContent.trim() ?? "Table";
            for (const [key, value] of Object.entries({tabindex: "0", role: "region", "aria-label": name})) {
                if (wide) place.setAttribute(key, value); else place.removeAttribute(key);
            }
        };
        const watch = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
        all("#changelist .results, .inline-group .tabular").forEach((place) => watch.observe(place));
    }

    // Select2's boxes get the name and the help of the field they stand for; so do groups of radio buttons.
    function nameBoxes() {
        const nameOf = (field) => field.getAttribute("aria-label")
            || (document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ?? field.closest(".flex-container")?.querySelector("label"))
                ?.textContent.trim().replace(/:$/, "") || "Choose";
        for (const select of all("select.select2-hidden-accessible")) {
            const shown = select.nextElementSibling;
            const value = shown.querySelector(".select2-selection__rendered");
            for (const key of ["role", "aria-readonly"]) value.removeAttribute(key);
            for (const one of all("[role=combobox], .select2-search__field", shown)) one.setAttribute("aria-label", nameOf(select));
            shown.querySelector(".select2-selection__clear")?.setAttribute("aria-hidden", "true");
            const combobox = shown.querySelector("[role=combobox]");
            combobox.id = `${select.id}-box`;
            if (value.id) combobox.setAttribute("aria-labelledby", `${combobox.id} ${value.id}`);
            if (combobox.hasAttribute("aria-owns")) combobox.setAttribute("aria-controls", combobox.getAttribute("aria-owns"));
            for (const key of ["aria-describedby", "aria-invalid"]) {
                if (select.hasAttribute(key)) combobox.setAttribute(key, select.getAttribute(key));
            }
        }
        for (const [part, name] of [["search__field", "Search"], ["results__options", "Found"]]) {
            all(`.select2-dropdown .select2-${part}`).forEach((one) => one.setAttribute("aria-label", name));
        }
        for (const group of all("div.radiolist")) {
            group.setAttribute("role", "radiogroup");
            group.setAttribute("aria-label", nameOf(group));
        }
    }
}
