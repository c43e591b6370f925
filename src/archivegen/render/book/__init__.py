"""Excel packages as XML: a template's parts cut into what moves and what stays, and made parts written from them."""
