CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION guard_reviews_progressentry_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."addressee_id" IS NOT DISTINCT FROM OLD."addressee_id" AND NEW."side" IS NOT DISTINCT FROM OLD."side" AND NEW."status" IS NOT DISTINCT FROM OLD."status" AND NEW."evidence" IS NOT DISTINCT FROM OLD."evidence" AND NEW."reason" IS NOT DISTINCT FROM OLD."reason" AND NEW."expected_on" IS NOT DISTINCT FROM OLD."expected_on" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND OLD.published_at IS NULL AND NEW.published_at IS NOT NULL) THEN RAISE EXCEPTION 'Rows of reviews_progressentry are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_progressentry_update BEFORE UPDATE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION guard_reviews_progressentry_update();

CREATE OR REPLACE FUNCTION guard_reviews_progressentry_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_progressentry are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_progressentry_delete BEFORE DELETE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION guard_reviews_progressentry_delete();

CREATE TRIGGER guard_reviews_progressentry_truncate BEFORE TRUNCATE ON reviews_progressentry EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_progressentry_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_progressentry was WHERE ((was.id = NEW.id))) THEN RAISE EXCEPTION 'Rows of reviews_progressentry are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_progressentry_insert BEFORE INSERT ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION guard_reviews_progressentry_insert();

CREATE OR REPLACE FUNCTION stamp_reviews_progressentry() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_progressentry AFTER INSERT OR UPDATE OR DELETE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION stamp_reviews_progressentry();
