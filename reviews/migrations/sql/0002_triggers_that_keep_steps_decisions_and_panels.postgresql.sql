CREATE OR REPLACE FUNCTION state_reviews_review_insert() RETURNS trigger AS $$ BEGIN  IF NEW.state <> 'proposed' THEN RAISE EXCEPTION 'A review stands where its last step led.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER state_reviews_review_insert BEFORE INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION state_reviews_review_insert();

CREATE OR REPLACE FUNCTION state_reviews_review_update() RETURNS trigger AS $$ BEGIN  IF NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM reviews_reviewstep s WHERE s.review_id = NEW.id AND s.to_state = NEW.state AND s.number = (SELECT MAX(s.number) FROM reviews_reviewstep s WHERE s.review_id = NEW.id)) THEN RAISE EXCEPTION 'A review stands where its last step led.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER state_reviews_review_update BEFORE UPDATE ON reviews_review FOR EACH ROW EXECUTE FUNCTION state_reviews_review_update();

CREATE OR REPLACE FUNCTION begins_reviews_reviewstep_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM reviews_review WHERE id = NEW.review_id FOR NO KEY UPDATE) held; IF NEW.from_state <> (SELECT r.state FROM reviews_review r WHERE r.id = NEW.review_id) OR NEW.number <> COALESCE((SELECT MAX(s.number) FROM reviews_reviewstep s WHERE s.review_id = NEW.review_id), 0) + 1 THEN RAISE EXCEPTION 'A step of a review begins where the one before led.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER begins_reviews_reviewstep_insert BEFORE INSERT ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION begins_reviews_reviewstep_insert();

CREATE OR REPLACE FUNCTION monitored_reviews_review_update() RETURNS trigger AS $$ BEGIN  IF NEW.monitored_by_id <> OLD.monitored_by_id AND NOT EXISTS (SELECT 1 FROM reviews_parent p WHERE p.review_id = NEW.id AND p.committee_id = NEW.monitored_by_id) THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_review_update BEFORE UPDATE ON reviews_review FOR EACH ROW EXECUTE FUNCTION monitored_reviews_review_update();

CREATE OR REPLACE FUNCTION monitored_reviews_parent_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = OLD.review_id AND r.monitored_by_id = OLD.committee_id) THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_delete BEFORE DELETE ON reviews_parent FOR EACH ROW EXECUTE FUNCTION monitored_reviews_parent_delete();

CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_truncate BEFORE TRUNCATE ON reviews_parent EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION monitored_reviews_parent_update() RETURNS trigger AS $$ BEGIN  IF NEW.review_id <> OLD.review_id OR NEW.committee_id <> OLD.committee_id THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_update BEFORE UPDATE ON reviews_parent FOR EACH ROW EXECUTE FUNCTION monitored_reviews_parent_update();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_update() RETURNS trigger AS $$ BEGIN  IF OLD.handed_down_at IS NOT NULL AND (NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR NEW.handed_down_at IS NULL) THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_update();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_delete() RETURNS trigger AS $$ BEGIN  IF OLD.handed_down_at IS NOT NULL THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_delete BEFORE DELETE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_delete();

CREATE TRIGGER numbered_reviews_recommendation_truncate BEFORE TRUNCATE ON reviews_recommendation EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION monitored_reviews_parent_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_parent was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.committee_id = NEW.committee_id)) AND (EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = was.review_id AND r.monitored_by_id = was.committee_id))) THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_insert BEFORE INSERT ON reviews_parent FOR EACH ROW EXECUTE FUNCTION monitored_reviews_parent_insert();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_recommendation was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (was.handed_down_at IS NOT NULL)) THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_insert BEFORE INSERT ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_insert();

CREATE OR REPLACE FUNCTION guard_reviews_reviewstep_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."review_id" IS NOT DISTINCT FROM OLD."review_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."from_state" IS NOT DISTINCT FROM OLD."from_state" AND NEW."to_state" IS NOT DISTINCT FROM OLD."to_state" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND (NEW.reason <> '' OR OLD.reason = '')) THEN RAISE EXCEPTION 'Rows of reviews_reviewstep are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reviewstep_update BEFORE UPDATE ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION guard_reviews_reviewstep_update();

CREATE OR REPLACE FUNCTION guard_reviews_reviewstep_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_reviewstep are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reviewstep_delete BEFORE DELETE ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION guard_reviews_reviewstep_delete();

CREATE TRIGGER guard_reviews_reviewstep_truncate BEFORE TRUNCATE ON reviews_reviewstep EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_reviewstep_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_reviewstep was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_reviewstep are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reviewstep_insert BEFORE INSERT ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION guard_reviews_reviewstep_insert();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."report_id" IS NOT DISTINCT FROM OLD."report_id" AND NEW."decision" IS NOT DISTINCT FROM OLD."decision" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND 1 = 1) THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_update BEFORE UPDATE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_update();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_delete BEFORE DELETE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_delete();

CREATE TRIGGER guard_reviews_endorsement_truncate BEFORE TRUNCATE ON reviews_endorsement EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_endorsement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_insert BEFORE INSERT ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_insert();

CREATE OR REPLACE FUNCTION apart_panel_committee_portfolioholding_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_portfolioholding_insert();

CREATE OR REPLACE FUNCTION apart_panel_committee_portfolioholding_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.role = OLD.role AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_portfolioholding_update();

CREATE OR REPLACE FUNCTION apart_panel_committee_seat_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c) held; IF ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_seat_insert BEFORE INSERT ON committee_seat FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_seat_insert();

CREATE OR REPLACE FUNCTION apart_panel_committee_seat_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_seat_update BEFORE UPDATE ON committee_seat FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_seat_update();

CREATE OR REPLACE FUNCTION apart_panel_reviews_panellist_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF ((1 = 1 AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_reviews_panellist_insert BEFORE INSERT ON reviews_panellist FOR EACH ROW EXECUTE FUNCTION apart_panel_reviews_panellist_insert();

CREATE OR REPLACE FUNCTION apart_panel_reviews_panellist_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((1 = 1 AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_reviews_panellist_update BEFORE UPDATE ON reviews_panellist FOR EACH ROW EXECUTE FUNCTION apart_panel_reviews_panellist_update();

CREATE OR REPLACE FUNCTION apart_panel_committee_committee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id IN (SELECT person_id FROM committee_seat WHERE committee_id = NEW.id AND (NEW.kind <> OLD.kind OR NEW.function <> OLD.function)) ORDER BY id FOR NO KEY UPDATE) held; IF (NEW.kind <> OLD.kind OR NEW.function <> OLD.function) AND (((NEW.kind = 'executive' OR NEW.function = 'executive') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) OR ((NEW.function = 'scrutiny') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.committee_id <> NEW.id))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_committee_update BEFORE UPDATE ON committee_committee FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_committee_update();

ALTER TABLE reviews_panellist ADD CONSTRAINT one_chairman_of_a_panel_at_a_time EXCLUDE USING gist (review_id WITH =, daterange(since, until, '[]') WITH &&) WHERE (reviews_panellist.role = 'chairman');

ALTER TABLE reviews_panellist ADD CONSTRAINT a_person_sits_on_a_panel_once_at_a_time EXCLUDE USING gist (review_id WITH =, person_id WITH =, daterange(since, until, '[]') WITH &&);
