CREATE TRIGGER stamp_meetings_panelmember_insert AFTER INSERT ON meetings_panelmember BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_meetings_panelmember_update AFTER UPDATE ON meetings_panelmember BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_meetings_panelmember_delete AFTER DELETE ON meetings_panelmember BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;
