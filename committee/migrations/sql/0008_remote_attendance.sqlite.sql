CREATE TRIGGER stamp_committee_council_insert AFTER INSERT ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_update AFTER UPDATE ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_delete AFTER DELETE ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;
