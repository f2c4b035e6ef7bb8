"""What other programs call our fields (interchange X-31): Northwind, Outlook, Google, Business Central, Dutch lists.

Names are compared without case, blanks, dots and accents. Captions in English and Dutch and the names of
the fields need no entry here. Where several names lead to one field, the first in its row goes first.
"""

from __future__ import annotations

COMMON: dict[str, tuple[str, ...]] = {
    "no": ("No", "Number", "Nr", "Nummer", "ID"),
    "name": ("Name", "Full Name", "Display Name", "Naam", "Volledige naam", "Weergavenaam"),
    "name_2": ("Name 2", "Naam 2", "Second Name Line"),
    "address": (
        "Address", "Street", "Street Address", "Address 1", "Address Line 1", "Business Street", "Business Address", "Work Address",
        "Business Address Street", "Address 1 Street", "Adres", "Straat", "Adres 1", "Adresregel 1", "Werkadres, straat", "Bezoekadres",
        "Straat en huisnummer",
    ),
    "address_2": (
        "Address 2", "Address Line 2", "Street 2", "Business Street 2", "Address 1 Extended Address", "Adres 2", "Adresregel 2",
        "Werkadres, straat 2",
    ),
    "city": ("City", "Town", "Business City", "Work City", "Address 1 City", "Plaats", "Woonplaats", "Stad",
             "Plaatsnaam", "Werkadres, plaats"),
    "county": (
        "State", "State/Province", "State or Province", "Province", "Business State", "Work State",
        "Address 1 Region", "Region", "Provincie",
        "Werkadres, provincie", "Regio", "County",
    ),
    "post_code": (
        "Postal Code", "Zip", "Zip Code", "ZIP/Postal Code", "Postcode", "Post Code", "Business Postal Code", "Work Postal Code",
        "Address 1 Postal Code", "Werkadres, postcode",
    ),
    "country_region_code": (
        "Country", "Country/Region", "Country Code", "Country Name", "Land", "Landcode", "Land/regio", "Land/regiocode",
        "Business Country/Region", "Business Country", "Work Country", "Address 1 Country", "Land/regio (werk)",
    ),
    "phone_no": (
        "Phone", "Phone Number", "Telephone", "Telephone Number", "Telephone No", "Tel", "Tel No", "Business Phone", "Work Phone",
        "Office Phone", "Phone 1", "Phone1", "Phone 1 Value", "Company Main Phone", "Primary Phone", "Telefoon", "Telefoonnr",
        "Telefoonnummer", "Telefoon 1", "Telefoon op werk", "Home Phone", "Private Phone", "Telefoon thuis",
    ),
    "mobile_phone_no": (
        "Mobile", "Mobile Phone", "Mobile Number", "Mobile No", "Cell", "Cell Phone", "Cellphone", "Mobile Phone Number", "Mobiel",
        "Mobiele telefoon", "Mobiel nummer", "Mobiele nr", "GSM", "06-nummer", "Phone 2", "Phone2", "Phone 2 Value", "Telefoon 2",
    ),
    "e_mail": (
        "Email", "E-mail", "Mail", "Email Address", "E-mail Address", "Email 1", "E-mail 1 Value", "Mail Address", "E-mailadres",
        "Emailadres", "Primary Email",
    ),
    "e_mail_2": ("Email 2", "E-mail 2 Address", "E-mail 2 Value", "Second Email", "E-mailadres 2", "Email2"),
    "fax_no": ("Fax", "Fax Number", "Fax No", "Business Fax", "Work Fax", "Faxnr", "Faxnummer", "Fax op werk", "Telefax"),
    "home_page": (
        "Web", "Website", "Home Page", "Homepage", "Web Page", "Web Site", "URL", "Website 1 Value", "Internet", "Webpagina", "Webadres",
        "Personal Web Page",
    ),
    "pager": ("Pager", "Pager Number"),
    "telex_no": ("Telex",),
    "language_code": ("Language", "Taal", "Taalcode"),
    "salesperson_code": ("Salesperson", "Sales Rep", "Account Manager", "Verkoper", "Verkoperscode"),
    "purchaser_code": ("Purchaser", "Buyer", "Inkoper", "Inkoperscode"),
    "territory_code": ("Territory", "Gebied", "Gebiedscode"),
    "currency_code": ("Currency", "Valuta", "Valutacode"),
    "vat_registration_no": (
        "VAT Number", "VAT No", "VAT ID", "VAT", "Tax Registration Number", "Tax ID", "Btw-nummer", "Btw-nr", "Btw", "Btw-id",
        "USt-IdNr",
    ),
    "registration_no": ("Registration Number", "Chamber of Commerce No", "Kvk-nummer", "Kvk-nr", "Kvk", "Company Registration No"),
    "registration_number": ("Registration No", "Chamber of Commerce No", "Kvk-nummer", "Kvk-nr", "Kvk", "Company Registration No"),
    "payment_terms_code": ("Payment Terms", "Betalingsconditie", "Betalingscondities"),
    "payment_method_code": ("Payment Method", "Betaalwijze", "Betalingswijze"),
    "shipment_method_code": ("Shipment Method", "Leveringsconditie"),
    "credit_limit_lcy": ("Credit Limit", "Kredietlimiet"),
    "iban": ("IBAN",),
    "swift_code": ("SWIFT", "BIC", "BIC Code", "SWIFT/BIC"),
    "search_name": ("Search Name", "Zoeknaam"),
    "initials": ("Initials", "Initialen", "Voorletters"),
}  # fmt: skip

_COMPANY_NAMES = (
    "Company Name",
    "Company",
    "Organization",
    "Organisation",
    "Organization Name",
    "Bedrijfsnaam",
    "Bedrijf",
    "Firma",
    "Organisatie",
)
_CONTACT_NAMES = ("Contact Name", "Contact", "Contact Person", "Contactpersoon", "Contactnaam")
_FIRST_NAMES = ("First Name", "First", "Given Name", "Forename", "Voornaam")
_LAST_NAMES = ("Last Name", "Last", "Surname", "Family Name", "Achternaam")
_MIDDLE_NAMES = ("Middle Name", "Middle", "Additional Name", "Tussenvoegsel", "Middelste naam", "Tweede naam")
_JOB_TITLES = ("Job Title", "Position", "Function", "Organization Title", "Organization 1 Title", "Functie", "Functietitel", "Title")

BY_KIND: dict[str, dict[str, tuple[str, ...]]] = {
    "contact": {
        "company_name": _COMPANY_NAMES,
        "name": _CONTACT_NAMES,
        "first_name": _FIRST_NAMES,
        "middle_name": _MIDDLE_NAMES,
        "surname": _LAST_NAMES,
        "job_title": _JOB_TITLES,
        "type": ("Contact Type", "Soort"),
        "external_id": ("External ID", "Contact ID", "ID"),
        "extension_no": ("Extension", "Toestel", "Toestelnummer"),
        "salutation_code": ("Salutation", "Aanhef", "Aanhefcode"),
        "company_no": ("Company Number", "Bedrijfsnr"),
    },
    "customer": {
        "no": ("Customer ID", "Customer No", "Customer Number", "Customer Code", "Client No", "Klantnr", "Klantnummer", "Klantcode",
               "Debiteurnr", "Debiteurnummer"),
        "name": (*_COMPANY_NAMES, "Customer", "Customer Name", "Client", "Client Name", "Klant", "Klantnaam", "Debiteur", "Debiteurnaam"),
        "contact": _CONTACT_NAMES,
    },
    "vendor": {
        "no": ("Supplier ID", "Vendor ID", "Supplier No", "Supplier Number", "Vendor No", "Vendor Number", "Supplier Code", "Vendor Code",
               "Leveranciersnr", "Leveranciersnummer", "Leverancierscode", "Leveranciernr", "Crediteurnr", "Crediteurnummer"),
        "name": (*_COMPANY_NAMES, "Vendor", "Vendor Name", "Supplier", "Supplier Name", "Leverancier", "Leveranciersnaam", "Crediteur"),
        "contact": _CONTACT_NAMES,
    },
    "bank_account": {
        "no": ("Bank ID", "Bank No", "Bank Code", "Bankcode"),
        "name": ("Bank", "Bank Name", "Banknaam"),
        "contact": _CONTACT_NAMES,
        "bank_account_no": ("Account No", "Account Number", "Rekeningnummer", "Bankrekeningnr", "Bankrekeningnummer"),
        "bank_branch_no": ("Branch No", "Branch", "Branch Number"),
    },
    "employee": {
        "no": ("Employee ID", "Employee No", "Employee Number", "Personnel No", "Staff No", "Personeelsnr", "Personeelsnummer",
               "Medewerkernr", "Medewerkersnummer", "Werknemersnr"),
        "first_name": _FIRST_NAMES,
        "middle_name": _MIDDLE_NAMES,
        "last_name": _LAST_NAMES,
        "job_title": _JOB_TITLES,
        "employment_date": ("Hire Date", "Hired", "Start Date", "Date of Employment", "Datum in dienst", "In dienst"),
        "termination_date": ("Leave Date", "End Date", "Datum uit dienst", "Uit dienst"),
        "extension": ("Extension No", "Phone Extension", "Toestel", "Toestelnummer"),
        "company_e_mail": ("Work Email", "Business Email", "Company E-mail", "E-mail werk"),
        "gender": ("Sex", "Geslacht"),
    },
}  # fmt: skip

PREFIXES: dict[str, tuple[str, ...]] = {
    "contact": ("contact", "business", "work"),
    "customer": ("customer", "client", "klant", "debiteur", "company", "business"),
    "vendor": ("vendor", "supplier", "leverancier", "crediteur", "company", "business"),
    "bank_account": ("bankaccount", "bank"),
    "employee": ("employee", "staff", "medewerker", "werknemer"),
}
"""Words in front of a name that only say which kind it is of: "Customer City"."""

GIVES_WAY: dict[str, tuple[str, ...]] = {
    "county": ("state", "stateprovince", "stateorprovince", "province", "businessstate", "workstate", "provincie"),
}
"""A column that has no place beside one of these: addresses in the United States need the state, not the county."""

COURTESY = frozenset("mr mrs ms miss dr prof sir madam mx dhr mevr mw heer mevrouw drs ir ing herr frau m mme mlle sr sra".split())
"""What a column "Title" holds when it is no job."""
