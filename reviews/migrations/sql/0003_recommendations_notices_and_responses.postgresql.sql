CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_update() RETURNS trigger AS $$ BEGIN  IF OLD.handed_down_at IS NOT NULL AND (NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR NEW.handed_down_at IS NULL) THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_update();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_delete() RETURNS trigger AS $$ BEGIN  IF OLD.handed_down_at IS NOT NULL THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_delete BEFORE DELETE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_delete();

CREATE TRIGGER numbered_reviews_recommendation_truncate BEFORE TRUNCATE ON reviews_recommendation EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_recommendation was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (was.handed_down_at IS NOT NULL)) THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_insert BEFORE INSERT ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_insert();
