CREATE TRIGGER stamp_reviews_response_insert AFTER INSERT ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_update AFTER UPDATE ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_response_delete AFTER DELETE ON reviews_response BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;
