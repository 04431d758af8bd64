"""vCard 2.1, 3.0 and 4.0, read and written by our own tolerant reader on a table of the formats' rules.

Why not a library: vobject reads 1,500 cards a second, stops at the first line it does not know (a phone's
unfolded picture, a soft break inside a letter, a card without its end) and forgets how a property was
grouped and labelled; other readers are no faster or drop what they do not know. A rep's address book must
come in whole, so here every line of a card ends in a field, in the properties kept with the contact, or in
a reject with its reason; none is dropped, no address in a file is ever followed.

- `card_stream` cuts a file into cards, a bounded piece at a time;
- `content_lines` unfolds a card's lines and takes each apart (RFC 2426, RFC 6350, versit's vCard 2.1);
- `decoding` turns what stands there into text or bytes: quoted-printable, base64, charsets, escapes;
- `labels` knows the TYPE parameters and Apple's labels;
- `card_values` and `card_record` make an `ImportRecord` of it;
- `card_file` is the open file of cards, `rejects` what could not be read;
- `writing` is the way out.
"""
