/* Keeps what is typed from being lost to the end of a session: a warning before it, and fresh proof for forms after a new sign-in. */
"use strict";
{
    const own = document.currentScript.dataset;
    const WARN = 5 * 60; // seconds before the end
    const idle = Number(own.idle ?? 0);
    const seconds = () => Date.now() / 1000;
    let [asked, unsaved, banner] = [seconds(), false, null];

    const print = () => {
        const button = document.getElementById("print");
        if (!button) return;
        button.hidden = false;
        button.addEventListener("click", () => window.print());
    };

    // A new sign-in gives new proof that a form is ours; forms that were open before are given it too.
    async function ask() {
        if (!own.session) return;
        let answer;
        try {
            answer = await fetch(own.session, {credentials: "same-origin", redirect: "manual", cache: "no-store"});
        } catch { return; } // No connection: the next look tells more.
        if (!answer.ok) return answer.type === "opaqueredirect" ? gone() : undefined;
        const {token} = await answer.json();
        document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
        asked = seconds();
        show(null);
    }

    function gone() {
        if (!unsaved) return;
        show("You were signed out. What you typed is still here: sign in again in a new tab, come back, and save.", (place) => {
            const link = document.createElement("a");
            Object.assign(link, {href: own.signIn, target: "_blank", rel: "noopener", textContent: "Sign in in a new tab"});
            place.append(link);
        });
    }

    function soon() {
        const minutes = Math.max(1, Math.round((idle - (seconds() - asked)) / 60));
        show(`You will be signed out in ${minutes === 1 ? "a minute" : `${minutes} minutes`}, with unsaved text on this page.`, (place) => {
            const button = document.createElement("button");
            Object.assign(button, {type: "button", className: "button", textContent: "Stay signed in"});
            button.addEventListener("click", ask);
            place.append(button);
        });
    }

    function show(words, fill) {
        if (banner?.dataset.words === (words ?? "")) return;
        banner?.remove();
        banner = null;
        if (!words) return;
        banner = document.createElement("div");
        banner.className = "session-ends";
        banner.dataset.words = words;
        banner.setAttribute("role", "alert");
        const said = document.createElement("p");
        said.textContent = words;
        banner.append(said);
        fill(banner);
        document.body.append(banner);
    }

    function look() {
        if (!idle || !unsaved) return;
        const left = idle - (seconds() - asked);
        if (left <= 0) gone(); else if (left <= WARN) soon();
    }

    print();
    if (own.session) {
        document.addEventListener("input", () => { unsaved = true; });
        const back = () => { if (document.visibilityState === "visible" && (seconds() - asked > 60 || banner || document.getElementById("kept"))) ask(); };
        document.addEventListener("visibilitychange", back);
        window.addEventListener("focus", back);
        window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
        setInterval(look, 5000);
    }
}
