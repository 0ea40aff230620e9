CREATE TRIGGER numbered_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation WHEN OLD.handed_down_at IS NOT NULL AND (NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR NEW.handed_down_at IS NULL) BEGIN SELECT RAISE(ABORT, 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'); END;

CREATE TRIGGER numbered_reviews_recommendation_delete BEFORE DELETE ON reviews_recommendation WHEN OLD.handed_down_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'); END;

CREATE TRIGGER numbered_reviews_recommendation_insert BEFORE INSERT ON reviews_recommendation WHEN EXISTS (SELECT 1 FROM reviews_recommendation was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (was.handed_down_at IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'); END;
