CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER guard_committee_auditentry BEFORE UPDATE OR DELETE ON committee_auditentry FOR EACH ROW EXECUTE FUNCTION refuse_to_unsay();

CREATE TRIGGER guard_committee_auditentry_truncate BEFORE TRUNCATE ON committee_auditentry EXECUTE FUNCTION refuse_to_unsay();

CREATE TRIGGER guard_committee_accessevent BEFORE UPDATE OR DELETE ON committee_accessevent FOR EACH ROW EXECUTE FUNCTION refuse_to_unsay();

CREATE TRIGGER guard_committee_accessevent_truncate BEFORE TRUNCATE ON committee_accessevent EXECUTE FUNCTION refuse_to_unsay();

CREATE TRIGGER guard_committee_trailseal BEFORE UPDATE OR DELETE ON committee_trailseal FOR EACH ROW EXECUTE FUNCTION refuse_to_unsay();

CREATE TRIGGER guard_committee_trailseal_truncate BEFORE TRUNCATE ON committee_trailseal EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION apart_committee_portfolioholding_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION apart_committee_portfolioholding_insert();

CREATE OR REPLACE FUNCTION apart_committee_portfolioholding_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.role = OLD.role AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION apart_committee_portfolioholding_update();

CREATE OR REPLACE FUNCTION apart_committee_seat_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c) held; IF ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')) AND o.id <> NEW.id))) OR (EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.function = 'scrutiny')) AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.id <> NEW.id)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_committee_seat_insert BEFORE INSERT ON committee_seat FOR EACH ROW EXECUTE FUNCTION apart_committee_seat_insert();

CREATE OR REPLACE FUNCTION apart_committee_seat_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')) AND o.id <> OLD.id))) OR (EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.function = 'scrutiny')) AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.id <> OLD.id)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_committee_seat_update BEFORE UPDATE ON committee_seat FOR EACH ROW EXECUTE FUNCTION apart_committee_seat_update();

CREATE OR REPLACE FUNCTION apart_committee_committee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id IN (SELECT person_id FROM committee_seat WHERE committee_id = NEW.id AND (NEW.kind <> OLD.kind OR NEW.function <> OLD.function)) ORDER BY id FOR NO KEY UPDATE) held; IF (NEW.kind <> OLD.kind OR NEW.function <> OLD.function) AND (((NEW.kind = 'executive' OR NEW.function = 'executive') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')) AND o.committee_id <> NEW.id)))) OR ((NEW.function = 'scrutiny') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.committee_id <> NEW.id))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_committee_committee_update BEFORE UPDATE ON committee_committee FOR EACH ROW EXECUTE FUNCTION apart_committee_committee_update();

CREATE OR REPLACE FUNCTION under_committee_committee_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_committee WHERE id = NEW.parent_id FOR SHARE) held; IF EXISTS (SELECT 1 FROM committee_committee a WHERE a.id = NEW.parent_id AND (((a.function = 'scrutiny') AND NOT (NEW.function = 'scrutiny')) OR ((a.kind = 'executive' OR a.function = 'executive') AND NEW.kind <> 'informal' AND NOT (NEW.kind = 'executive' OR NEW.function = 'executive')))) THEN RAISE EXCEPTION 'A body under an overview and scrutiny or executive body is one itself (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER under_committee_committee_insert BEFORE INSERT ON committee_committee FOR EACH ROW EXECUTE FUNCTION under_committee_committee_insert();

CREATE OR REPLACE FUNCTION under_committee_committee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_committee WHERE id = NEW.parent_id FOR SHARE) held; IF ((NEW.kind <> OLD.kind OR NEW.function <> OLD.function) OR NEW.parent_id IS DISTINCT FROM OLD.parent_id) AND (EXISTS (SELECT 1 FROM committee_committee a WHERE a.id = NEW.parent_id AND (((a.function = 'scrutiny') AND NOT (NEW.function = 'scrutiny')) OR ((a.kind = 'executive' OR a.function = 'executive') AND NEW.kind <> 'informal' AND NOT (NEW.kind = 'executive' OR NEW.function = 'executive')))) OR EXISTS (SELECT 1 FROM committee_committee u WHERE u.parent_id = NEW.id AND (((NEW.function = 'scrutiny') AND NOT (u.function = 'scrutiny')) OR ((NEW.kind = 'executive' OR NEW.function = 'executive') AND u.kind <> 'informal' AND NOT (u.kind = 'executive' OR u.function = 'executive'))))) THEN RAISE EXCEPTION 'A body under an overview and scrutiny or executive body is one itself (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER under_committee_committee_update BEFORE UPDATE ON committee_committee FOR EACH ROW EXECUTE FUNCTION under_committee_committee_update();

CREATE OR REPLACE FUNCTION voting_committee_seat_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NEW.voting AND NEW.voting_ground = '' AND NOT EXISTS (SELECT 1 FROM committee_term t WHERE t.person_id = NEW.person_id AND t.since <= NEW.since AND COALESCE(t.until, '9999-12-31') >= NEW.since) THEN RAISE EXCEPTION 'Only a councillor has a vote without a named ground (LGHA 1989 s.13).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER voting_committee_seat_insert BEFORE INSERT ON committee_seat FOR EACH ROW EXECUTE FUNCTION voting_committee_seat_insert();

CREATE OR REPLACE FUNCTION voting_committee_seat_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NEW.voting AND NEW.voting_ground = '' AND NOT EXISTS (SELECT 1 FROM committee_term t WHERE t.person_id = NEW.person_id AND t.since <= NEW.since AND COALESCE(t.until, '9999-12-31') >= NEW.since) AND NOT ((NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND NEW.voting = OLD.voting AND NEW.voting_ground = OLD.voting_ground) THEN RAISE EXCEPTION 'Only a councillor has a vote without a named ground (LGHA 1989 s.13).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER voting_committee_seat_update BEFORE UPDATE ON committee_seat FOR EACH ROW EXECUTE FUNCTION voting_committee_seat_update();

CREATE OR REPLACE FUNCTION kept_committee_signedlink_update() RETURNS trigger AS $$ BEGIN  IF NEW.id IS DISTINCT FROM OLD.id OR NEW.token_hash IS DISTINCT FROM OLD.token_hash OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.act IS DISTINCT FROM OLD.act OR NEW.subject_type IS DISTINCT FROM OLD.subject_type OR NEW.subject_id IS DISTINCT FROM OLD.subject_id OR NEW.subject IS DISTINCT FROM OLD.subject OR NEW.address IS DISTINCT FROM OLD.address OR NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.made_by_id IS DISTINCT FROM OLD.made_by_id OR NEW.expires_at IS DISTINCT FROM OLD.expires_at OR OLD.used_at IS NOT NULL OR OLD.revoked_at IS NOT NULL THEN RAISE EXCEPTION 'A signed link is used or revoked once and is not changed otherwise.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_committee_signedlink_update BEFORE UPDATE ON committee_signedlink FOR EACH ROW EXECUTE FUNCTION kept_committee_signedlink_update();

CREATE OR REPLACE FUNCTION kept_committee_signedlink_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A signed link is used or revoked once and is not changed otherwise.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_committee_signedlink_delete BEFORE DELETE ON committee_signedlink FOR EACH ROW EXECUTE FUNCTION kept_committee_signedlink_delete();

CREATE TRIGGER kept_committee_signedlink_truncate BEFORE TRUNCATE ON committee_signedlink EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_committee_signedlink_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM committee_signedlink was WHERE was.id = NEW.id OR was.token_hash = NEW.token_hash) THEN RAISE EXCEPTION 'A signed link is used or revoked once and is not changed otherwise.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_committee_signedlink_insert BEFORE INSERT ON committee_signedlink FOR EACH ROW EXECUTE FUNCTION kept_committee_signedlink_insert();

ALTER TABLE committee_seat ADD CONSTRAINT one_chairman_of_a_body_at_a_time EXCLUDE USING gist (committee_id WITH =, daterange(since, until, '[]') WITH &&) WHERE (committee_seat.role = 'chairman');

ALTER TABLE committee_seat ADD CONSTRAINT one_seat_of_a_person_on_a_body_at_a_time EXCLUDE USING gist (committee_id WITH =, person_id WITH =, daterange(since, until, '[]') WITH &&);

ALTER TABLE committee_portfolioholding ADD CONSTRAINT one_cabinet_member_for_a_portfolio_at_a_time EXCLUDE USING gist (portfolio_id WITH =, daterange(since, until, '[]') WITH &&) WHERE (committee_portfolioholding.role = 'cabinet_member');

ALTER TABLE committee_portfolioholding ADD CONSTRAINT a_person_has_a_portfolio_once_at_a_time EXCLUDE USING gist (portfolio_id WITH =, person_id WITH =, daterange(since, until, '[]') WITH &&);

ALTER TABLE committee_term ADD CONSTRAINT one_term_of_a_councillor_at_a_time EXCLUDE USING gist (person_id WITH =, daterange(since, until, '[]') WITH &&);

ALTER TABLE committee_groupmembership ADD CONSTRAINT one_group_of_a_councillor_at_a_time EXCLUDE USING gist (person_id WITH =, daterange(since, until, '[]') WITH &&);

ALTER TABLE committee_post ADD CONSTRAINT one_monitoring_officer_at_a_time EXCLUDE USING gist (person_id WITH <>, daterange(since, until, '[]') WITH &&) WHERE (committee_post.is_monitoring_officer);

ALTER TABLE committee_rolegrant ADD CONSTRAINT a_role_is_held_once_at_a_time EXCLUDE USING gist (user_id WITH =, role WITH =, daterange(since, until, '[]') WITH &&) WHERE (NOT committee_rolegrant.at_once);

ALTER TABLE committee_municipalyear ADD CONSTRAINT municipal_years_do_not_overlap EXCLUDE USING gist (daterange(starts, ends, '[]') WITH &&);

CREATE OR REPLACE FUNCTION stamp_pages(changed bigint) RETURNS void AS $$
DECLARE
    done text := coalesce(current_setting('portal.stamped', true), '');
    drawn bigint := floor(random() * 1099511627776)::bigint;
    made bigint;
BEGIN
    IF strpos(done, ',' || changed || ',') > 0 THEN RETURN; END IF;
    PERFORM set_config('portal.stamped', done || ',' || changed || ',', true);
    INSERT INTO committee_pagestamp (key, token) VALUES (changed, drawn) RETURNING id INTO made;
    IF drawn % 16 = 0 THEN
        DELETE FROM committee_pagestamp WHERE id IN
            (SELECT id FROM committee_pagestamp WHERE key = changed AND id < made ORDER BY id FOR UPDATE SKIP LOCKED);
    END IF;
END; $$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION stamp_committee_closedday() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_closedday AFTER INSERT OR UPDATE OR DELETE ON committee_closedday FOR EACH ROW EXECUTE FUNCTION stamp_committee_closedday();

CREATE OR REPLACE FUNCTION stamp_committee_committee() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_committee AFTER INSERT OR UPDATE OR DELETE ON committee_committee FOR EACH ROW EXECUTE FUNCTION stamp_committee_committee();

CREATE OR REPLACE FUNCTION stamp_committee_committee_predecessors() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_committee_predecessors AFTER INSERT OR UPDATE OR DELETE ON committee_committee_predecessors FOR EACH ROW EXECUTE FUNCTION stamp_committee_committee_predecessors();

CREATE OR REPLACE FUNCTION stamp_committee_council() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_council AFTER INSERT OR UPDATE OR DELETE ON committee_council FOR EACH ROW EXECUTE FUNCTION stamp_committee_council();

CREATE OR REPLACE FUNCTION stamp_committee_division() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_division AFTER INSERT OR UPDATE OR DELETE ON committee_division FOR EACH ROW EXECUTE FUNCTION stamp_committee_division();

CREATE OR REPLACE FUNCTION stamp_committee_groupmembership() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_groupmembership AFTER INSERT OR UPDATE OR DELETE ON committee_groupmembership FOR EACH ROW EXECUTE FUNCTION stamp_committee_groupmembership();

CREATE OR REPLACE FUNCTION stamp_committee_municipalyear() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_municipalyear AFTER INSERT OR UPDATE OR DELETE ON committee_municipalyear FOR EACH ROW EXECUTE FUNCTION stamp_committee_municipalyear();

CREATE OR REPLACE FUNCTION stamp_committee_person() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_person AFTER INSERT OR UPDATE OR DELETE ON committee_person FOR EACH ROW EXECUTE FUNCTION stamp_committee_person();

CREATE OR REPLACE FUNCTION stamp_committee_politicalgroup() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_politicalgroup AFTER INSERT OR UPDATE OR DELETE ON committee_politicalgroup FOR EACH ROW EXECUTE FUNCTION stamp_committee_politicalgroup();

CREATE OR REPLACE FUNCTION stamp_committee_portfolio() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_portfolio AFTER INSERT OR UPDATE OR DELETE ON committee_portfolio FOR EACH ROW EXECUTE FUNCTION stamp_committee_portfolio();

CREATE OR REPLACE FUNCTION stamp_committee_portfolioholding() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_portfolioholding AFTER INSERT OR UPDATE OR DELETE ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION stamp_committee_portfolioholding();

CREATE OR REPLACE FUNCTION stamp_committee_post() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_post AFTER INSERT OR UPDATE OR DELETE ON committee_post FOR EACH ROW EXECUTE FUNCTION stamp_committee_post();

CREATE OR REPLACE FUNCTION stamp_committee_seat() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_seat AFTER INSERT OR UPDATE OR DELETE ON committee_seat FOR EACH ROW EXECUTE FUNCTION stamp_committee_seat();

CREATE OR REPLACE FUNCTION stamp_committee_term() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_term AFTER INSERT OR UPDATE OR DELETE ON committee_term FOR EACH ROW EXECUTE FUNCTION stamp_committee_term();

CREATE OR REPLACE FUNCTION stamp_committee_venue() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_venue AFTER INSERT OR UPDATE OR DELETE ON committee_venue FOR EACH ROW EXECUTE FUNCTION stamp_committee_venue();

CREATE OR REPLACE FUNCTION stamp_committee_storedfile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_committee_storedfile AFTER UPDATE OR DELETE ON committee_storedfile FOR EACH ROW EXECUTE FUNCTION stamp_committee_storedfile();
