CREATE OR REPLACE FUNCTION apart_meetings_attendee_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NEW.capacity = 'substitute' AND EXISTS (SELECT 1 FROM meetings_minutes n JOIN meetings_meeting m ON m.id = n.meeting_id JOIN committee_committee c ON c.id = m.committee_id WHERE n.id = NEW.minutes_id AND c.function = 'scrutiny' AND (EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.person_id = NEW.person_id AND h.role = 'cabinet_member' AND h.since <= m.date AND COALESCE(h.until, '9999-12-31') >= m.date) OR EXISTS (SELECT 1 FROM committee_seat s JOIN committee_committee b ON b.id = s.committee_id WHERE s.person_id = NEW.person_id AND (b.kind = 'executive' OR b.function = 'executive') AND s.since <= m.date AND COALESCE(s.until, '9999-12-31') >= m.date))) THEN RAISE EXCEPTION 'Nobody of the executive stands in on overview and scrutiny (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_meetings_attendee_insert BEFORE INSERT ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION apart_meetings_attendee_insert();

CREATE OR REPLACE FUNCTION apart_meetings_attendee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF (NEW.capacity <> OLD.capacity OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.minutes_id <> OLD.minutes_id) AND NEW.capacity = 'substitute' AND EXISTS (SELECT 1 FROM meetings_minutes n JOIN meetings_meeting m ON m.id = n.meeting_id JOIN committee_committee c ON c.id = m.committee_id WHERE n.id = NEW.minutes_id AND c.function = 'scrutiny' AND (EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.person_id = NEW.person_id AND h.role = 'cabinet_member' AND h.since <= m.date AND COALESCE(h.until, '9999-12-31') >= m.date) OR EXISTS (SELECT 1 FROM committee_seat s JOIN committee_committee b ON b.id = s.committee_id WHERE s.person_id = NEW.person_id AND (b.kind = 'executive' OR b.function = 'executive') AND s.since <= m.date AND COALESCE(s.until, '9999-12-31') >= m.date))) THEN RAISE EXCEPTION 'Nobody of the executive stands in on overview and scrutiny (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_meetings_attendee_update BEFORE UPDATE ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION apart_meetings_attendee_update();

CREATE OR REPLACE FUNCTION unpublished_meetings_paper_update() RETURNS trigger AS $$ BEGIN  IF NEW.access = 'withheld' AND EXISTS (SELECT 1 FROM meetings_publishedpaper p JOIN meetings_paperfile f ON f.id = p.paper_file_id WHERE f.paper_id = NEW.id) THEN RAISE EXCEPTION 'A paper whose grounds are still to be given cannot be published.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER unpublished_meetings_paper_update BEFORE UPDATE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION unpublished_meetings_paper_update();

CREATE OR REPLACE FUNCTION unpublished_meetings_publishedpaper_insert() RETURNS trigger AS $$ BEGIN  IF NEW.access = 'withheld' OR EXISTS (SELECT 1 FROM meetings_paper p JOIN meetings_paperfile f ON f.paper_id = p.id WHERE f.id = NEW.paper_file_id AND p.access = 'withheld') THEN RAISE EXCEPTION 'A paper whose grounds are still to be given cannot be published.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER unpublished_meetings_publishedpaper_insert BEFORE INSERT ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION unpublished_meetings_publishedpaper_insert();

CREATE OR REPLACE FUNCTION guard_meetings_meetingmove_delete() RETURNS trigger AS $$ BEGIN  IF NOT (OLD.after_publication = FALSE AND NOT EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = OLD.meeting_id AND (m.told_at >= OLD.moved_at OR EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.meeting_id = m.id)))) THEN RAISE EXCEPTION 'Rows of meetings_meetingmove are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_meetingmove_delete BEFORE DELETE ON meetings_meetingmove FOR EACH ROW EXECUTE FUNCTION guard_meetings_meetingmove_delete();

CREATE OR REPLACE FUNCTION kept_meetings_backgrounddocument_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id JOIN meetings_meeting m ON m.id = i.meeting_id WHERE p.id = OLD.paper_id AND ((CAST(substr(CAST(CURRENT_DATE AS text), 1, 4) AS integer) - CAST(substr(CAST(m.date AS text), 1, 4) AS integer)) < 4 OR ((CAST(substr(CAST(CURRENT_DATE AS text), 1, 4) AS integer) - CAST(substr(CAST(m.date AS text), 1, 4) AS integer)) = 4 AND substr(CAST(CURRENT_DATE AS text), 6, 5) < substr(CAST(m.date AS text), 6, 5)))) THEN RAISE EXCEPTION 'A background document is kept for four years and cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_backgrounddocument_delete BEFORE DELETE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION kept_meetings_backgrounddocument_delete();

CREATE OR REPLACE FUNCTION stamp_meetings_meeting() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_meeting AFTER INSERT OR UPDATE OR DELETE ON meetings_meeting FOR EACH ROW EXECUTE FUNCTION stamp_meetings_meeting();

CREATE OR REPLACE FUNCTION stamp_meetings_paper() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = NEW.item_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = OLD.item_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paper AFTER INSERT OR UPDATE OR DELETE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paper();

CREATE OR REPLACE FUNCTION stamp_meetings_paperfile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paperfile AFTER INSERT OR UPDATE OR DELETE ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paperfile();

CREATE OR REPLACE FUNCTION stamp_meetings_backgrounddocument() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_backgrounddocument AFTER INSERT OR UPDATE OR DELETE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION stamp_meetings_backgrounddocument();

CREATE OR REPLACE FUNCTION stamp_meetings_pagetext() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = NEW.file_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = OLD.file_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_pagetext AFTER INSERT OR UPDATE OR DELETE ON meetings_pagetext FOR EACH ROW EXECUTE FUNCTION stamp_meetings_pagetext();
