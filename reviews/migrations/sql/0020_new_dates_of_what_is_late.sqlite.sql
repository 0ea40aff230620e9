CREATE TRIGGER guard_reviews_progressentry_update BEFORE UPDATE ON reviews_progressentry WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."addressee_id" IS NOT DISTINCT FROM OLD."addressee_id" AND NEW."side" IS NOT DISTINCT FROM OLD."side" AND NEW."status" IS NOT DISTINCT FROM OLD."status" AND NEW."evidence" IS NOT DISTINCT FROM OLD."evidence" AND NEW."reason" IS NOT DISTINCT FROM OLD."reason" AND NEW."expected_on" IS NOT DISTINCT FROM OLD."expected_on" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND OLD.published_at IS NULL AND NEW.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_progressentry are append-only.'); END;

CREATE TRIGGER guard_reviews_progressentry_delete BEFORE DELETE ON reviews_progressentry WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_progressentry are append-only.'); END;

CREATE TRIGGER guard_reviews_progressentry_insert BEFORE INSERT ON reviews_progressentry WHEN EXISTS (SELECT 1 FROM reviews_progressentry was WHERE ((was.id = NEW.id))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_progressentry are append-only.'); END;

CREATE TRIGGER stamp_reviews_progressentry_insert AFTER INSERT ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_update AFTER UPDATE ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_progressentry_delete AFTER DELETE ON reviews_progressentry BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;
