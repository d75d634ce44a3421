"""Print the N-th shell block of README.md, so that what is documented is what is run."""

import re
import sys
from pathlib import Path

blocks = re.findall(r"^```sh\n(.*?)^```", Path("README.md").read_text("utf-8"), flags=re.M | re.S)
print(blocks[int(sys.argv[1]) - 1])
