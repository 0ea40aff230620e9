CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION guard_reviews_scopeagreement_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."agreed" IS NOT DISTINCT FROM OLD."agreed" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND OLD.mistake = '') THEN RAISE EXCEPTION 'Rows of reviews_scopeagreement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_scopeagreement_update BEFORE UPDATE ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION guard_reviews_scopeagreement_update();

CREATE OR REPLACE FUNCTION guard_reviews_scopeagreement_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_scopeagreement are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_scopeagreement_delete BEFORE DELETE ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION guard_reviews_scopeagreement_delete();

CREATE TRIGGER guard_reviews_scopeagreement_truncate BEFORE TRUNCATE ON reviews_scopeagreement EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_scopeagreement_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_scopeagreement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_scopeagreement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_scopeagreement_insert BEFORE INSERT ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION guard_reviews_scopeagreement_insert();
