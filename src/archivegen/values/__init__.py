"""What filters make of plain data besides text: pictures, QR codes, charts, text with looks, and how Word writes each."""
