"""Word, PowerPoint, Excel and LibreOffice files: cleaned, made into PDFs, and what is lost on the way named."""
