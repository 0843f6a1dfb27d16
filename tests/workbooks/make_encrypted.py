"""How encrypted-report.xls and .ods were made: foreign-report.xlsx saved by LibreOffice 7.4 with a password.

`python tests/workbooks/make_encrypted.py`, where soffice is on the path. A macro does it in a profile of its own, since
the command line of soffice has no option for passwords. So it leaves an .xlsx open; encrypted-report.xlsx is by
msoffcrypto-tool 6.1.0: `OOXMLFile(open("foreign-report.xlsx", "rb")).encrypt("hqd", out)`. Nothing needs the password.
"""

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FILTERS = {"xls": "MS Excel 97", "ods": "calc8"}
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Encrypt(source As String, target As String, filter As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim given(1) As New com.sun.star.beans.PropertyValue
  given(0).Name = "FilterName"
  given(0).Value = filter
  given(1).Name = "Password"
  given(1).Value = "hqd"
  book.storeToURL(target, given())
  book.close(True)
End Sub
</script:module>
"""


def main() -> None:
    """Write both beside this file."""
    source = (HERE / "foreign-report.xlsx").as_uri()
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}"
        subprocess.run(["soffice", profile, "--headless", "--terminate_after_init"], check=True, timeout=120)
        basic = Path(folder) / "user" / "basic"
        (basic / "Standard" / "script.xlb").write_text(LIBRARY)
        (basic / "Standard" / "Module1.xba").write_text(MODULE)
        for ending, name in FILTERS.items():
            target = (HERE / f"encrypted-report.{ending}").as_uri()
            macro = f'macro:///Standard.Module1.Encrypt("{source}","{target}","{name}")'
            subprocess.run(["soffice", profile, "--headless", macro], check=True, timeout=120)


if __name__ == "__main__":
    main()
