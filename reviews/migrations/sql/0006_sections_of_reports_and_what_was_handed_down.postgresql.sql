CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION guard_reviews_reportversion_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."review_id" IS NOT DISTINCT FROM OLD."review_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."step_id" IS NOT DISTINCT FROM OLD."step_id" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."made_at" IS NOT DISTINCT FROM OLD."made_at" AND NEW."made_by_id" IS NOT DISTINCT FROM OLD."made_by_id" AND 1 = 1) THEN RAISE EXCEPTION 'Rows of reviews_reportversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reportversion_update BEFORE UPDATE ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION guard_reviews_reportversion_update();

CREATE OR REPLACE FUNCTION guard_reviews_reportversion_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_reportversion are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reportversion_delete BEFORE DELETE ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION guard_reviews_reportversion_delete();

CREATE TRIGGER guard_reviews_reportversion_truncate BEFORE TRUNCATE ON reviews_reportversion EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_reportversion_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_reportversion was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number) OR (was.step_id = NEW.step_id))) THEN RAISE EXCEPTION 'Rows of reviews_reportversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reportversion_insert BEFORE INSERT ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION guard_reviews_reportversion_insert();
