CREATE TRIGGER referenced_reviews_evidence_update BEFORE UPDATE ON reviews_evidence WHEN NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR (OLD.forgotten_on IS NOT NULL AND NEW.forgotten_on IS NULL) BEGIN SELECT RAISE(ABORT, 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'); END;

CREATE TRIGGER referenced_reviews_evidence_delete BEFORE DELETE ON reviews_evidence WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'); END;

CREATE TRIGGER referenced_reviews_evidence_insert BEFORE INSERT ON reviews_evidence WHEN EXISTS (SELECT 1 FROM reviews_evidence was WHERE ((was.file_id = NEW.file_id) OR (was.id = NEW.id) OR (was.redacted_id = NEW.redacted_id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (1 = 1)) BEGIN SELECT RAISE(ABORT, 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'); END;

CREATE TRIGGER stamp_reviews_evidence_insert AFTER INSERT ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_update AFTER UPDATE ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_evidence_delete AFTER DELETE ON reviews_evidence BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;
