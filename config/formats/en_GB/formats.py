"""How dates are typed: year first, or with the month in words; never two numbers that could be either."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
