CREATE TRIGGER guard_reviews_endorsement_update BEFORE UPDATE ON reviews_endorsement WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."report_id" IS NOT DISTINCT FROM OLD."report_id" AND NEW."decision" IS NOT DISTINCT FROM OLD."decision" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.withdrawn_at IS NULL AND NEW.proof IS NOT DISTINCT FROM OLD.proof) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_endorsement' AND w.row_id = OLD.id AND t.state <> 'undone'))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_endorsement are append-only.'); END;

CREATE TRIGGER guard_reviews_endorsement_delete BEFORE DELETE ON reviews_endorsement WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of reviews_endorsement are append-only.'); END;

CREATE TRIGGER guard_reviews_endorsement_insert BEFORE INSERT ON reviews_endorsement WHEN EXISTS (SELECT 1 FROM reviews_endorsement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'Rows of reviews_endorsement are append-only.'); END;

CREATE TRIGGER stamp_reviews_endorsement_insert AFTER INSERT ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_update AFTER UPDATE ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;

CREATE TRIGGER stamp_reviews_endorsement_delete AFTER DELETE ON reviews_endorsement BEGIN DELETE FROM committee_pagestamp WHERE key = -4; INSERT INTO committee_pagestamp (key, token) VALUES (-4, random() & 1099511627775); END;
