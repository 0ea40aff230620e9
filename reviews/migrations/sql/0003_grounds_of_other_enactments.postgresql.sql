CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION referenced_reviews_evidence_update() RETURNS trigger AS $$ BEGIN  IF NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR (OLD.forgotten_on IS NOT NULL AND NEW.forgotten_on IS NULL) THEN RAISE EXCEPTION 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER referenced_reviews_evidence_update BEFORE UPDATE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION referenced_reviews_evidence_update();

CREATE OR REPLACE FUNCTION referenced_reviews_evidence_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER referenced_reviews_evidence_delete BEFORE DELETE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION referenced_reviews_evidence_delete();

CREATE TRIGGER referenced_reviews_evidence_truncate BEFORE TRUNCATE ON reviews_evidence EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION referenced_reviews_evidence_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_evidence was WHERE ((was.file_id = NEW.file_id) OR (was.id = NEW.id) OR (was.redacted_id = NEW.redacted_id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (1 = 1)) THEN RAISE EXCEPTION 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER referenced_reviews_evidence_insert BEFORE INSERT ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION referenced_reviews_evidence_insert();

CREATE OR REPLACE FUNCTION stamp_reviews_evidence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidence AFTER INSERT OR UPDATE OR DELETE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidence();
