"""The doors: who comes in, how, for how long, and what is answered to those who do not.

`docs/doors.md` says what an operator sees of it. Nothing here listens to signals: the site's
own sign-in, sign-out and forms call it, and middleware stands before every page.
"""
