CREATE TRIGGER stamp_meetings_referral_insert AFTER INSERT ON meetings_referral BEGIN DELETE FROM committee_pagestamp WHERE key = -2; INSERT INTO committee_pagestamp (key, token) VALUES (-2, random() & 1099511627775); END;

CREATE TRIGGER stamp_meetings_referral_update AFTER UPDATE ON meetings_referral BEGIN DELETE FROM committee_pagestamp WHERE key = -2; INSERT INTO committee_pagestamp (key, token) VALUES (-2, random() & 1099511627775); END;

CREATE TRIGGER stamp_meetings_referral_delete AFTER DELETE ON meetings_referral BEGIN DELETE FROM committee_pagestamp WHERE key = -2; INSERT INTO committee_pagestamp (key, token) VALUES (-2, random() & 1099511627775); END;
