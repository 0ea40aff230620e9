"""Word, PowerPoint, Excel and LibreOffice files: cleaned, converted to PDF, and compared for what is lost."""
