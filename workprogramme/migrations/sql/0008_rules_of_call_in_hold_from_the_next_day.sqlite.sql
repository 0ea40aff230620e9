CREATE TRIGGER stamp_workprogramme_scrutinyrules_insert AFTER INSERT ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_update AFTER UPDATE ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_delete AFTER DELETE ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;
