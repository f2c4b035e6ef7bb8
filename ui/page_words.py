"""Further words by which Tell Me finds a page, beside those of its caption (contacts T-4).

By the English caption of the page, in English and in Dutch: whoever speaks one often thinks the other.
Words of the caption itself in either language need not stand here.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "Contacts": "relation prospect person company relatie persoon bedrijf adresboek address book",
    "Customers": "client debtor klant debiteur afnemer",
    "Vendors": "supplier creditor leverancier crediteur",
    "Bank Accounts": "iban bank rekening",
    "Employees": "staff colleague personnel personeel medewerker collega",
    "Marketing Setup": "crm setup relationship instellen relatiebeheer",
    "Numbering Setup": "number series nummers nummering",
    "Company Information": "own company address eigen bedrijf adresgegevens",
    "Business Relations": "relation codes relatiecodes",
    "Number Series": "numbering no. series nummerreeks nummering",
    "Salespeople/Purchasers": "sales representative salesperson purchaser verkoper inkoper vertegenwoordiger",
    "Mailing Groups": "mailing campaign newsletter mailinggroepen nieuwsbrief",
    "Industry Groups": "sector branch branche",
    "Job Responsibilities": "role function functiegroepen functie",
    "Organizational Levels": "level management organisatieniveaus niveau",
    "Web Sources": "internet search website zoeken webbronnen",
    "Salutations": "greeting title aanhef aanspreekvorm",
    "Territories": "region area gebied rayon",
    "Countries/Regions": "country land vat format landen",
    "Post Codes": "zip city place postcodes plaats",
    "Languages": "language taal",
    "Currencies": "currency money valuta geld",
    "Online Map Setup": "map route directions kaart routebeschrijving",
    "Payment Terms": "due days betaaltermijn",
    "Payment Methods": "pay betalen betaalwijze",
    "SWIFT Codes": "bic bank",
    "Customer Templates": "default values sjabloon klant",
    "Vendor Templates": "default values sjabloon leverancier",
    "Employee Templates": "default values sjabloon werknemer",
    "Shipping Agents": "carrier parcel vervoerder",
    "User settings": "preferences options language theme dark voorkeuren opties taal thema donker",
    "Check database": "repair errors herstellen fouten",
    "Back up": "save copy reservekopie veiligheid",
    "Restore": "copy back terugzetten",
    "Keyboard shortcuts": "keys hotkeys toetsen sneltoetsen",
}
