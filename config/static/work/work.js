/* Our thin layer over Django's admin: keys, unsaved changes, folded filters, names for unnamed boxes. */
"use strict";
{
    const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
    const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

    // Shortcuts go by the key's place, so they work on a Dari keyboard too, and can be switched off.
    const box = document.getElementById("shortcuts");
    const inUse = () => remembered("shortcuts") !== "off";
    if (box) {
        box.checked = inUse();
        box.addEventListener("change", () => remember("shortcuts", box.checked ? "on" : "off"));
    }
    document.addEventListener("keydown", (event) => {
        if (!inUse()) return;
        const digit = /^Digit([1-9])$/.exec(event.code);
        if (event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && digit) {
            const group = document.querySelectorAll(".inline-group")[digit[1] - 1];
            const add = group && group.querySelector(".add-row a");
            if (!add) return;
            event.preventDefault();
            add.click();
            const rows = group.querySelectorAll(".form-row:not(.empty-form), .inline-related:not(.empty-form)");
            const field = [...rows].at(-1)?.querySelector("select, input:not([type=hidden]), textarea");
            if (field) (field.classList.contains("select2-hidden-accessible")
                ? field.nextElementSibling.querySelector(".select2-selection") : field).focus();
        }
        if (event.ctrlKey && event.code === "Enter") {
            const save = document.querySelector(".submit-row [name=_save]");
            if (save) { event.preventDefault(); save.click(); }
        }
    });

    document.addEventListener("DOMContentLoaded", () => {
        warnOfUnsaved();
        foldFilters();
        nameBoxes();
    });

    function warnOfUnsaved() {
        const form = document.querySelector(".change-form #content-main form[method=post]");
        if (!form) return;
        let unsaved = Boolean(document.querySelector(".errornote"));
        let saving = false;
        form.addEventListener("input", () => { unsaved = true; });
        form.addEventListener("change", () => { unsaved = true; });
        form.addEventListener("submit", () => { saving = true; });
        window.addEventListener("beforeunload", (event) => {
            if (unsaved && !saving) event.preventDefault();
        });
    }

    function foldFilters() {
        const button = document.getElementById("fold-filters");
        const filters = document.getElementById("changelist-filter");
        if (!button || !filters) return;
        const show = (open) => {
            filters.classList.toggle("folded", !open);
            button.setAttribute("aria-expanded", String(open));
        };
        const preferred = remembered("filters");
        show(preferred === "open");
        button.hidden = false;
        button.addEventListener("click", () => {
            const open = filters.classList.contains("folded");
            show(open);
            remember("filters", open ? "open" : "folded");
        });
    }

    // Select2 makes boxes without names; they get the name of the field they stand for.
    function nameBoxes() {
        const nameOf = (select) => select.getAttribute("aria-label")
            || document.querySelector(`label[for="${CSS.escape(select.id)}"]`)?.textContent.replace(/:\s*$/, "") || "Choose";
        const dress = () => {
            for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
                const shown = select.nextElementSibling;
                for (const one of shown?.querySelectorAll("[role=combobox], .select2-search__field, [role=searchbox]") ?? []) {
                    one.setAttribute("aria-label", nameOf(select));
                    one.removeAttribute("aria-labelledby");
                }
            }
            for (const search of document.querySelectorAll(".select2-container--open .select2-search__field:not([aria-label])")) {
                search.setAttribute("aria-label", "Search");
            }
        };
        dress();
        new MutationObserver(dress).observe(document.body, {childList: true, subtree: true});
    }
}
