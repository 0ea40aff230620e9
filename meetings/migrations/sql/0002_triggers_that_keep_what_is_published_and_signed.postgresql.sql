CREATE OR REPLACE FUNCTION apart_meetings_attendee_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NEW.capacity = 'substitute' AND EXISTS (SELECT 1 FROM meetings_minutes n JOIN meetings_meeting m ON m.id = n.meeting_id JOIN committee_committee c ON c.id = m.committee_id WHERE n.id = NEW.minutes_id AND c.function = 'scrutiny' AND (EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.person_id = NEW.person_id AND h.role = 'cabinet_member' AND h.since <= m.date AND COALESCE(h.until, '9999-12-31') >= m.date) OR EXISTS (SELECT 1 FROM committee_seat s JOIN committee_committee b ON b.id = s.committee_id WHERE s.person_id = NEW.person_id AND (b.kind = 'executive' OR b.function = 'executive') AND s.since <= m.date AND COALESCE(s.until, '9999-12-31') >= m.date))) THEN RAISE EXCEPTION 'Nobody of the executive stands in on overview and scrutiny (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_meetings_attendee_insert BEFORE INSERT ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION apart_meetings_attendee_insert();

CREATE OR REPLACE FUNCTION apart_meetings_attendee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF (NEW.capacity <> OLD.capacity OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.minutes_id <> OLD.minutes_id) AND NEW.capacity = 'substitute' AND EXISTS (SELECT 1 FROM meetings_minutes n JOIN meetings_meeting m ON m.id = n.meeting_id JOIN committee_committee c ON c.id = m.committee_id WHERE n.id = NEW.minutes_id AND c.function = 'scrutiny' AND (EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.person_id = NEW.person_id AND h.role = 'cabinet_member' AND h.since <= m.date AND COALESCE(h.until, '9999-12-31') >= m.date) OR EXISTS (SELECT 1 FROM committee_seat s JOIN committee_committee b ON b.id = s.committee_id WHERE s.person_id = NEW.person_id AND (b.kind = 'executive' OR b.function = 'executive') AND s.since <= m.date AND COALESCE(s.until, '9999-12-31') >= m.date))) THEN RAISE EXCEPTION 'Nobody of the executive stands in on overview and scrutiny (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_meetings_attendee_update BEFORE UPDATE ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION apart_meetings_attendee_update();

CREATE OR REPLACE FUNCTION unpublished_meetings_paper_update() RETURNS trigger AS $$ BEGIN  IF NEW.access = 'withheld' AND EXISTS (SELECT 1 FROM meetings_publishedpaper p JOIN meetings_paperfile f ON f.id = p.paper_file_id WHERE f.paper_id = NEW.id) THEN RAISE EXCEPTION 'A paper whose grounds are still to be given cannot be published.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER unpublished_meetings_paper_update BEFORE UPDATE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION unpublished_meetings_paper_update();

CREATE OR REPLACE FUNCTION unpublished_meetings_publishedpaper_insert() RETURNS trigger AS $$ BEGIN  IF NEW.access = 'withheld' OR EXISTS (SELECT 1 FROM meetings_paper p JOIN meetings_paperfile f ON f.paper_id = p.id WHERE f.id = NEW.paper_file_id AND p.access = 'withheld') THEN RAISE EXCEPTION 'A paper whose grounds are still to be given cannot be published.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER unpublished_meetings_publishedpaper_insert BEFORE INSERT ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION unpublished_meetings_publishedpaper_insert();

CREATE OR REPLACE FUNCTION unpublished_meetings_agendaversion_insert() RETURNS trigger AS $$ BEGIN  IF CAST(NEW.snapshot AS text) LIKE '%"access": "withheld"%' THEN RAISE EXCEPTION 'A paper whose grounds are still to be given cannot be published.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER unpublished_meetings_agendaversion_insert BEFORE INSERT ON meetings_agendaversion FOR EACH ROW EXECUTE FUNCTION unpublished_meetings_agendaversion_insert();

CREATE OR REPLACE FUNCTION guard_meetings_agendaversion_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."meeting_id" IS NOT DISTINCT FROM OLD."meeting_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."kind" IS NOT DISTINCT FROM OLD."kind" AND NEW."published_at" IS NOT DISTINCT FROM OLD."published_at" AND NEW."published_by_id" IS NOT DISTINCT FROM OLD."published_by_id" AND NEW."acting_for" IS NOT DISTINCT FROM OLD."acting_for" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."supplement" IS NOT DISTINCT FROM OLD."supplement" AND NEW."public_pack_id" IS NOT DISTINCT FROM OLD."public_pack_id" AND NEW."members_pack_id" IS NOT DISTINCT FROM OLD."members_pack_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_agendaversion' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Rows of meetings_agendaversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_agendaversion_update BEFORE UPDATE ON meetings_agendaversion FOR EACH ROW EXECUTE FUNCTION guard_meetings_agendaversion_update();

CREATE OR REPLACE FUNCTION guard_meetings_agendaversion_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of meetings_agendaversion are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_agendaversion_delete BEFORE DELETE ON meetings_agendaversion FOR EACH ROW EXECUTE FUNCTION guard_meetings_agendaversion_delete();

CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_agendaversion_truncate BEFORE TRUNCATE ON meetings_agendaversion EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_meetings_agendaversion_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_agendaversion was WHERE ((was.id = NEW.id) OR (was.meeting_id = NEW.meeting_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of meetings_agendaversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_agendaversion_insert BEFORE INSERT ON meetings_agendaversion FOR EACH ROW EXECUTE FUNCTION guard_meetings_agendaversion_insert();

CREATE OR REPLACE FUNCTION guard_meetings_publishedpaper_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."version_id" IS NOT DISTINCT FROM OLD."version_id" AND NEW."paper_file_id" IS NOT DISTINCT FROM OLD."paper_file_id" AND NEW."item_number" IS NOT DISTINCT FROM OLD."item_number" AND NEW."access" IS NOT DISTINCT FROM OLD."access" AND NEW."first_page" IS NOT DISTINCT FROM OLD."first_page" AND NEW."last_page" IS NOT DISTINCT FROM OLD."last_page" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_publishedpaper' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Rows of meetings_publishedpaper are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_publishedpaper_update BEFORE UPDATE ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION guard_meetings_publishedpaper_update();

CREATE OR REPLACE FUNCTION guard_meetings_publishedpaper_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of meetings_publishedpaper are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_publishedpaper_delete BEFORE DELETE ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION guard_meetings_publishedpaper_delete();

CREATE TRIGGER guard_meetings_publishedpaper_truncate BEFORE TRUNCATE ON meetings_publishedpaper EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_meetings_publishedpaper_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_publishedpaper was WHERE ((was.id = NEW.id) OR (was.version_id = NEW.version_id AND was.paper_file_id = NEW.paper_file_id))) THEN RAISE EXCEPTION 'Rows of meetings_publishedpaper are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_publishedpaper_insert BEFORE INSERT ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION guard_meetings_publishedpaper_insert();

CREATE OR REPLACE FUNCTION guard_meetings_meetingmove_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."meeting_id" IS NOT DISTINCT FROM OLD."meeting_id" AND NEW."old_date" IS NOT DISTINCT FROM OLD."old_date" AND NEW."old_sequence" IS NOT DISTINCT FROM OLD."old_sequence" AND NEW."old_starts" IS NOT DISTINCT FROM OLD."old_starts" AND NEW."old_venue_id" IS NOT DISTINCT FROM OLD."old_venue_id" AND NEW."new_date" IS NOT DISTINCT FROM OLD."new_date" AND NEW."new_starts" IS NOT DISTINCT FROM OLD."new_starts" AND NEW."after_publication" IS NOT DISTINCT FROM OLD."after_publication" AND NEW."moved_at" IS NOT DISTINCT FROM OLD."moved_at" AND NEW."moved_by_id" IS NOT DISTINCT FROM OLD."moved_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_meetingmove' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Rows of meetings_meetingmove are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_meetingmove_update BEFORE UPDATE ON meetings_meetingmove FOR EACH ROW EXECUTE FUNCTION guard_meetings_meetingmove_update();

CREATE OR REPLACE FUNCTION guard_meetings_meetingmove_delete() RETURNS trigger AS $$ BEGIN  IF NOT (OLD.after_publication = FALSE AND NOT EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = OLD.meeting_id AND (m.told_at >= OLD.moved_at OR EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.meeting_id = m.id)))) THEN RAISE EXCEPTION 'Rows of meetings_meetingmove are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_meetingmove_delete BEFORE DELETE ON meetings_meetingmove FOR EACH ROW EXECUTE FUNCTION guard_meetings_meetingmove_delete();

CREATE TRIGGER guard_meetings_meetingmove_truncate BEFORE TRUNCATE ON meetings_meetingmove EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_meetings_meetingmove_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_meetingmove was WHERE ((was.id = NEW.id))) THEN RAISE EXCEPTION 'Rows of meetings_meetingmove are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_meetingmove_insert BEFORE INSERT ON meetings_meetingmove FOR EACH ROW EXECUTE FUNCTION guard_meetings_meetingmove_insert();

CREATE OR REPLACE FUNCTION guard_meetings_minutesversion_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."minutes_id" IS NOT DISTINCT FROM OLD."minutes_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."kind" IS NOT DISTINCT FROM OLD."kind" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."made_at" IS NOT DISTINCT FROM OLD."made_at" AND NEW."made_by_id" IS NOT DISTINCT FROM OLD."made_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minutesversion' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Rows of meetings_minutesversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_minutesversion_update BEFORE UPDATE ON meetings_minutesversion FOR EACH ROW EXECUTE FUNCTION guard_meetings_minutesversion_update();

CREATE OR REPLACE FUNCTION guard_meetings_minutesversion_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of meetings_minutesversion are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_minutesversion_delete BEFORE DELETE ON meetings_minutesversion FOR EACH ROW EXECUTE FUNCTION guard_meetings_minutesversion_delete();

CREATE TRIGGER guard_meetings_minutesversion_truncate BEFORE TRUNCATE ON meetings_minutesversion EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_meetings_minutesversion_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_minutesversion was WHERE ((was.id = NEW.id) OR (was.minutes_id = NEW.minutes_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of meetings_minutesversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_minutesversion_insert BEFORE INSERT ON meetings_minutesversion FOR EACH ROW EXECUTE FUNCTION guard_meetings_minutesversion_insert();

CREATE OR REPLACE FUNCTION kept_meetings_takedown_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A takedown stays on the record.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_takedown_delete BEFORE DELETE ON meetings_takedown FOR EACH ROW EXECUTE FUNCTION kept_meetings_takedown_delete();

CREATE TRIGGER kept_meetings_takedown_truncate BEFORE TRUNCATE ON meetings_takedown EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_takedown_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_takedown was WHERE was.id = NEW.id OR (was.subject = NEW.subject AND was.subject_id = NEW.subject_id AND was.state <> 'undone' AND NEW.state <> 'undone')) THEN RAISE EXCEPTION 'A takedown stays on the record.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_takedown_insert BEFORE INSERT ON meetings_takedown FOR EACH ROW EXECUTE FUNCTION kept_meetings_takedown_insert();

CREATE OR REPLACE FUNCTION kept_meetings_takedown_update() RETURNS trigger AS $$ BEGIN  IF (OLD.state <> 'hidden' AND (NEW.state <> OLD.state OR NEW.reason <> OLD.reason)) OR NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR NEW.subject IS DISTINCT FROM OLD.subject OR NEW.subject_id IS DISTINCT FROM OLD.subject_id OR NEW.why IS DISTINCT FROM OLD.why OR NEW.hidden_at IS DISTINCT FROM OLD.hidden_at OR NEW.hidden_by_id IS DISTINCT FROM OLD.hidden_by_id OR NEW.decide_by IS DISTINCT FROM OLD.decide_by THEN RAISE EXCEPTION 'A takedown stays on the record.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_takedown_update BEFORE UPDATE ON meetings_takedown FOR EACH ROW EXECUTE FUNCTION kept_meetings_takedown_update();

CREATE OR REPLACE FUNCTION kept_meetings_takedownwords_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A takedown stays on the record.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_takedownwords_delete BEFORE DELETE ON meetings_takedownwords FOR EACH ROW EXECUTE FUNCTION kept_meetings_takedownwords_delete();

CREATE TRIGGER kept_meetings_takedownwords_truncate BEFORE TRUNCATE ON meetings_takedownwords EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_takedownwords_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_takedownwords was WHERE was.id = NEW.id OR (was.takedown_id = NEW.takedown_id AND was.of_table = NEW.of_table AND was.row_id = NEW.row_id AND was.field = NEW.field AND was.path = NEW.path)) THEN RAISE EXCEPTION 'A takedown stays on the record.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_takedownwords_insert BEFORE INSERT ON meetings_takedownwords FOR EACH ROW EXECUTE FUNCTION kept_meetings_takedownwords_insert();

CREATE OR REPLACE FUNCTION kept_meetings_takedownwords_update() RETURNS trigger AS $$ BEGIN  IF NEW.id <> OLD.id OR NEW.takedown_id <> OLD.takedown_id OR NEW.of_table <> OLD.of_table OR NEW.row_id <> OLD.row_id OR NEW.field <> OLD.field OR NEW.path <> OLD.path OR NEW.sha256 <> OLD.sha256 OR NOT (NEW.original IS NULL AND EXISTS (SELECT 1 FROM meetings_takedown t JOIN meetings_takedownwords w ON w.takedown_id = t.id WHERE t.state = 'confirmed' AND w.of_table = OLD.of_table AND w.row_id = OLD.row_id AND w.field = OLD.field AND w.path = OLD.path)) THEN RAISE EXCEPTION 'A takedown stays on the record.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_takedownwords_update BEFORE UPDATE ON meetings_takedownwords FOR EACH ROW EXECUTE FUNCTION kept_meetings_takedownwords_update();

CREATE OR REPLACE FUNCTION down_meetings_paper_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_paper' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_meetings_paper_update BEFORE UPDATE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION down_meetings_paper_update();

CREATE OR REPLACE FUNCTION down_meetings_backgrounddocument_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_backgrounddocument' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_meetings_backgrounddocument_update BEFORE UPDATE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION down_meetings_backgrounddocument_update();

CREATE OR REPLACE FUNCTION down_meetings_minutes_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minutes' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_meetings_minutes_update BEFORE UPDATE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION down_meetings_minutes_update();

CREATE OR REPLACE FUNCTION down_meetings_minute_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_meetings_minute_update BEFORE UPDATE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION down_meetings_minute_update();

CREATE OR REPLACE FUNCTION down_meetings_answer_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_answer' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_meetings_answer_update BEFORE UPDATE ON meetings_answer FOR EACH ROW EXECUTE FUNCTION down_meetings_answer_update();

CREATE OR REPLACE FUNCTION frozen_meetings_minutes_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT NEW.id UNION ALL SELECT (SELECT was.id) FROM meetings_minutes was WHERE was.id = NEW.id OR was.meeting_id = NEW.meeting_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT NEW.id UNION ALL SELECT (SELECT was.id) FROM meetings_minutes was WHERE was.id = NEW.id OR was.meeting_id = NEW.meeting_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minutes_insert BEFORE INSERT ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minutes_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_minutes_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.id UNION ALL SELECT NEW.id UNION ALL SELECT (SELECT was.id) FROM meetings_minutes was WHERE was.id = NEW.id OR was.meeting_id = NEW.meeting_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.id UNION ALL SELECT NEW.id UNION ALL SELECT (SELECT was.id) FROM meetings_minutes was WHERE was.id = NEW.id OR was.meeting_id = NEW.meeting_id)) AND NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND (NEW."is_down" IS NOT DISTINCT FROM OLD."is_down" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minutes' AND w.row_id = OLD.id AND t.state <> 'undone')) AND NEW."meeting_id" IS NOT DISTINCT FROM OLD."meeting_id" AND NEW."state" IS NOT DISTINCT FROM OLD."state" AND NEW."presiding_id" IS NOT DISTINCT FROM OLD."presiding_id" AND NEW."opened_at" IS NOT DISTINCT FROM OLD."opened_at" AND NEW."opened_by_id" IS NOT DISTINCT FROM OLD."opened_by_id" AND NEW."quorum" IS NOT DISTINCT FROM OLD."quorum" AND NEW."began_at" IS NOT DISTINCT FROM OLD."began_at" AND NEW."ended_at" IS NOT DISTINCT FROM OLD."ended_at" AND NEW."adjournments" IS NOT DISTINCT FROM OLD."adjournments" AND NEW."numbered_at" IS NOT DISTINCT FROM OLD."numbered_at" AND NEW."fair_record_at" IS NOT DISTINCT FROM OLD."fair_record_at" AND NEW."fair_record_by_id" IS NOT DISTINCT FROM OLD."fair_record_by_id" AND NEW."fair_record_for" IS NOT DISTINCT FROM OLD."fair_record_for" AND NEW."invented_note" IS NOT DISTINCT FROM OLD."invented_note" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minutes' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minutes_update BEFORE UPDATE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minutes_update();

CREATE OR REPLACE FUNCTION frozen_meetings_minutes_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minutes_delete BEFORE DELETE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minutes_delete();

CREATE TRIGGER frozen_meetings_minutes_truncate BEFORE TRUNCATE ON meetings_minutes EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_businessground_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_businessground was WHERE was.id = NEW.id OR was.minutes_id = NEW.minutes_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_businessground was WHERE was.id = NEW.id OR was.minutes_id = NEW.minutes_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_businessground_insert BEFORE INSERT ON meetings_businessground FOR EACH ROW EXECUTE FUNCTION frozen_meetings_businessground_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_businessground_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_businessground was WHERE was.id = NEW.id OR was.minutes_id = NEW.minutes_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_businessground was WHERE was.id = NEW.id OR was.minutes_id = NEW.minutes_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_businessground_update BEFORE UPDATE ON meetings_businessground FOR EACH ROW EXECUTE FUNCTION frozen_meetings_businessground_update();

CREATE OR REPLACE FUNCTION frozen_meetings_businessground_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_businessground_delete BEFORE DELETE ON meetings_businessground FOR EACH ROW EXECUTE FUNCTION frozen_meetings_businessground_delete();

CREATE TRIGGER frozen_meetings_businessground_truncate BEFORE TRUNCATE ON meetings_businessground EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_minute_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_minute was WHERE was.id = NEW.id OR was.item_id = NEW.item_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_minute was WHERE was.id = NEW.id OR was.item_id = NEW.item_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minute_insert BEFORE INSERT ON meetings_minute FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minute_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_minute_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_minute was WHERE was.id = NEW.id OR was.item_id = NEW.item_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_minute was WHERE was.id = NEW.id OR was.item_id = NEW.item_id)) AND NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND (NEW."is_down" IS NOT DISTINCT FROM OLD."is_down" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND t.state <> 'undone')) AND NEW."minutes_id" IS NOT DISTINCT FROM OLD."minutes_id" AND NEW."item_id" IS NOT DISTINCT FROM OLD."item_id" AND NEW."position" IS NOT DISTINCT FROM OLD."position" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND (NEW."heading" IS NOT DISTINCT FROM OLD."heading" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND w.field = 'heading' AND w.original IS NOT NULL AND t.state = 'hidden')) AND (NEW."public_heading" IS NOT DISTINCT FROM OLD."public_heading" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND w.field = 'public_heading' AND w.original IS NOT NULL AND t.state = 'hidden')) AND NEW."access" IS NOT DISTINCT FROM OLD."access" AND NEW."paragraphs" IS NOT DISTINCT FROM OLD."paragraphs" AND (NEW."text" IS NOT DISTINCT FROM OLD."text" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND w.field = 'text' AND w.original IS NOT NULL AND t.state = 'hidden')) AND (NEW."public_summary" IS NOT DISTINCT FROM OLD."public_summary" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND w.field = 'public_summary' AND w.original IS NOT NULL AND t.state = 'hidden')) AND (NEW."revision" IS NOT DISTINCT FROM OLD."revision" OR (NEW.revision = OLD.revision + 1 AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND w.original IS NOT NULL AND t.state = 'hidden'))) AND NEW."omitted" IS NOT DISTINCT FROM OLD."omitted" AND NEW."taken" IS NOT DISTINCT FROM OLD."taken" AND NEW."opened_at" IS NOT DISTINCT FROM OLD."opened_at" AND NEW."closed_at" IS NOT DISTINCT FROM OLD."closed_at" AND NEW."written_at" IS NOT DISTINCT FROM OLD."written_at" AND NEW."written_by_id" IS NOT DISTINCT FROM OLD."written_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_minute' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minute_update BEFORE UPDATE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minute_update();

CREATE OR REPLACE FUNCTION frozen_meetings_minute_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minute_delete BEFORE DELETE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minute_delete();

CREATE TRIGGER frozen_meetings_minute_truncate BEFORE TRUNCATE ON meetings_minute EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_attendee_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_attendee was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_attendee was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_attendee_insert BEFORE INSERT ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION frozen_meetings_attendee_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_attendee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_attendee was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_attendee was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_attendee_update BEFORE UPDATE ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION frozen_meetings_attendee_update();

CREATE OR REPLACE FUNCTION frozen_meetings_attendee_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_attendee_delete BEFORE DELETE ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION frozen_meetings_attendee_delete();

CREATE TRIGGER frozen_meetings_attendee_truncate BEFORE TRUNCATE ON meetings_attendee EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_declaration_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT NEW.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_declaration was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_declaration was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT NEW.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_declaration was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_declaration was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_declaration_insert BEFORE INSERT ON meetings_declaration FOR EACH ROW EXECUTE FUNCTION frozen_meetings_declaration_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_declaration_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_declaration was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_declaration was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id UNION ALL SELECT NEW.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT was.minutes_id) FROM meetings_declaration was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_declaration was WHERE was.id = NEW.id)) AND NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."minutes_id" IS NOT DISTINCT FROM OLD."minutes_id" AND NEW."attendee_id" IS NOT DISTINCT FROM OLD."attendee_id" AND NEW."item_id" IS NOT DISTINCT FROM OLD."item_id" AND NEW."kind" IS NOT DISTINCT FROM OLD."kind" AND (NEW."nature" IS NOT DISTINCT FROM OLD."nature" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_declaration' AND w.row_id = OLD.id AND w.field = 'nature' AND w.original IS NOT NULL AND t.state = 'hidden')) AND NEW."sensitive" IS NOT DISTINCT FROM OLD."sensitive" AND NEW."registered" IS NOT DISTINCT FROM OLD."registered" AND (NEW."dispensation" IS NOT DISTINCT FROM OLD."dispensation" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_declaration' AND w.row_id = OLD.id AND w.field = 'dispensation' AND w.original IS NOT NULL AND t.state = 'hidden')) AND NEW."dispensed_by" IS NOT DISTINCT FROM OLD."dispensed_by" AND NEW."dispensed_on" IS NOT DISTINCT FROM OLD."dispensed_on" AND NEW."left_room" IS NOT DISTINCT FROM OLD."left_room" AND NEW."made_at" IS NOT DISTINCT FROM OLD."made_at" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_declaration' AND w.row_id = OLD.id AND w.original IS NOT NULL AND t.state = 'hidden')) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_declaration_update BEFORE UPDATE ON meetings_declaration FOR EACH ROW EXECUTE FUNCTION frozen_meetings_declaration_update();

CREATE OR REPLACE FUNCTION frozen_meetings_declaration_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT OLD.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT OLD.minutes_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_declaration_delete BEFORE DELETE ON meetings_declaration FOR EACH ROW EXECUTE FUNCTION frozen_meetings_declaration_delete();

CREATE TRIGGER frozen_meetings_declaration_truncate BEFORE TRUNCATE ON meetings_declaration EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_breach_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_declaration WHERE id = NEW.declaration_id UNION ALL SELECT (SELECT minutes_id FROM meetings_declaration WHERE id = was.declaration_id) FROM meetings_breach was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_declaration WHERE id = NEW.declaration_id UNION ALL SELECT (SELECT minutes_id FROM meetings_declaration WHERE id = was.declaration_id) FROM meetings_breach was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_breach_insert BEFORE INSERT ON meetings_breach FOR EACH ROW EXECUTE FUNCTION frozen_meetings_breach_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_breach_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_declaration WHERE id = OLD.declaration_id UNION ALL SELECT minutes_id FROM meetings_declaration WHERE id = NEW.declaration_id UNION ALL SELECT (SELECT minutes_id FROM meetings_declaration WHERE id = was.declaration_id) FROM meetings_breach was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_declaration WHERE id = OLD.declaration_id UNION ALL SELECT minutes_id FROM meetings_declaration WHERE id = NEW.declaration_id UNION ALL SELECT (SELECT minutes_id FROM meetings_declaration WHERE id = was.declaration_id) FROM meetings_breach was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_breach_update BEFORE UPDATE ON meetings_breach FOR EACH ROW EXECUTE FUNCTION frozen_meetings_breach_update();

CREATE OR REPLACE FUNCTION frozen_meetings_breach_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_declaration WHERE id = OLD.declaration_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_declaration WHERE id = OLD.declaration_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_breach_delete BEFORE DELETE ON meetings_breach FOR EACH ROW EXECUTE FUNCTION frozen_meetings_breach_delete();

CREATE TRIGGER frozen_meetings_breach_truncate BEFORE TRUNCATE ON meetings_breach EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_presence_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_presence was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_presence was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_presence_insert BEFORE INSERT ON meetings_presence FOR EACH ROW EXECUTE FUNCTION frozen_meetings_presence_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_presence_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_presence was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_presence was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_presence_update BEFORE UPDATE ON meetings_presence FOR EACH ROW EXECUTE FUNCTION frozen_meetings_presence_update();

CREATE OR REPLACE FUNCTION frozen_meetings_presence_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_presence_delete BEFORE DELETE ON meetings_presence FOR EACH ROW EXECUTE FUNCTION frozen_meetings_presence_delete();

CREATE TRIGGER frozen_meetings_presence_truncate BEFORE TRUNCATE ON meetings_presence EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_correction_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_correction was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_correction was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_correction_insert BEFORE INSERT ON meetings_correction FOR EACH ROW EXECUTE FUNCTION frozen_meetings_correction_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_correction_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_correction was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_correction was WHERE was.id = NEW.id)) AND NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."minute_id" IS NOT DISTINCT FROM OLD."minute_id" AND (NEW."old_words" IS NOT DISTINCT FROM OLD."old_words" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_correction' AND w.row_id = OLD.id AND w.field = 'old_words' AND w.original IS NOT NULL AND t.state = 'hidden')) AND (NEW."new_words" IS NOT DISTINCT FROM OLD."new_words" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_correction' AND w.row_id = OLD.id AND w.field = 'new_words' AND w.original IS NOT NULL AND t.state = 'hidden')) AND NEW."agreed_in_id" IS NOT DISTINCT FROM OLD."agreed_in_id" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_correction' AND w.row_id = OLD.id AND w.original IS NOT NULL AND t.state = 'hidden')) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_correction_update BEFORE UPDATE ON meetings_correction FOR EACH ROW EXECUTE FUNCTION frozen_meetings_correction_update();

CREATE OR REPLACE FUNCTION frozen_meetings_correction_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_correction_delete BEFORE DELETE ON meetings_correction FOR EACH ROW EXECUTE FUNCTION frozen_meetings_correction_delete();

CREATE TRIGGER frozen_meetings_correction_truncate BEFORE TRUNCATE ON meetings_correction EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_minute_in_attendance_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minute_in_attendance_insert BEFORE INSERT ON meetings_minute_in_attendance FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minute_in_attendance_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_minute_in_attendance_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id UNION ALL SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id UNION ALL SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = NEW.attendee_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id UNION ALL SELECT (SELECT minutes_id FROM meetings_attendee WHERE id = was.attendee_id) FROM meetings_minute_in_attendance was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minute_in_attendance_update BEFORE UPDATE ON meetings_minute_in_attendance FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minute_in_attendance_update();

CREATE OR REPLACE FUNCTION frozen_meetings_minute_in_attendance_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_attendee WHERE id = OLD.attendee_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_minute_in_attendance_delete BEFORE DELETE ON meetings_minute_in_attendance FOR EACH ROW EXECUTE FUNCTION frozen_meetings_minute_in_attendance_delete();

CREATE TRIGGER frozen_meetings_minute_in_attendance_truncate BEFORE TRUNCATE ON meetings_minute_in_attendance EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_resolution_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_resolution was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_resolution was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_resolution_insert BEFORE INSERT ON meetings_resolution FOR EACH ROW EXECUTE FUNCTION frozen_meetings_resolution_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_resolution_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_resolution was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id UNION ALL SELECT minutes_id FROM meetings_minute WHERE id = NEW.minute_id UNION ALL SELECT (SELECT minutes_id FROM meetings_minute WHERE id = was.minute_id) FROM meetings_resolution was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_resolution_update BEFORE UPDATE ON meetings_resolution FOR EACH ROW EXECUTE FUNCTION frozen_meetings_resolution_update();

CREATE OR REPLACE FUNCTION frozen_meetings_resolution_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT minutes_id FROM meetings_minute WHERE id = OLD.minute_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_resolution_delete BEFORE DELETE ON meetings_resolution FOR EACH ROW EXECUTE FUNCTION frozen_meetings_resolution_delete();

CREATE TRIGGER frozen_meetings_resolution_truncate BEFORE TRUNCATE ON meetings_resolution EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_limb_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_limb was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_limb was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_limb_insert BEFORE INSERT ON meetings_limb FOR EACH ROW EXECUTE FUNCTION frozen_meetings_limb_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_limb_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_limb was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_limb was WHERE was.id = NEW.id)) AND NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."resolution_id" IS NOT DISTINCT FROM OLD."resolution_id" AND NEW."position" IS NOT DISTINCT FROM OLD."position" AND (NEW."text" IS NOT DISTINCT FROM OLD."text" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_limb' AND w.row_id = OLD.id AND w.field = 'text' AND w.original IS NOT NULL AND t.state = 'hidden')) AND NEW."kind" IS NOT DISTINCT FROM OLD."kind" AND (NEW."recommended" IS NOT DISTINCT FROM OLD."recommended" OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_limb' AND w.row_id = OLD.id AND w.field = 'recommended' AND w.original IS NOT NULL AND t.state = 'hidden')) AND NEW."asked_of_id" IS NOT DISTINCT FROM OLD."asked_of_id" AND NEW."asked_body" IS NOT DISTINCT FROM OLD."asked_body" AND NEW."due_on" IS NOT DISTINCT FROM OLD."due_on" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_limb' AND w.row_id = OLD.id AND w.original IS NOT NULL AND t.state = 'hidden')) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_limb_update BEFORE UPDATE ON meetings_limb FOR EACH ROW EXECUTE FUNCTION frozen_meetings_limb_update();

CREATE OR REPLACE FUNCTION frozen_meetings_limb_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_limb_delete BEFORE DELETE ON meetings_limb FOR EACH ROW EXECUTE FUNCTION frozen_meetings_limb_delete();

CREATE TRIGGER frozen_meetings_limb_truncate BEFORE TRUNCATE ON meetings_limb EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_vote_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_vote was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_vote was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_vote_insert BEFORE INSERT ON meetings_vote FOR EACH ROW EXECUTE FUNCTION frozen_meetings_vote_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_vote_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_vote was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_vote was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_vote_update BEFORE UPDATE ON meetings_vote FOR EACH ROW EXECUTE FUNCTION frozen_meetings_vote_update();

CREATE OR REPLACE FUNCTION frozen_meetings_vote_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_vote_delete BEFORE DELETE ON meetings_vote FOR EACH ROW EXECUTE FUNCTION frozen_meetings_vote_delete();

CREATE TRIGGER frozen_meetings_vote_truncate BEFORE TRUNCATE ON meetings_vote EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_exclusion_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_exclusion was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_exclusion was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_exclusion_insert BEFORE INSERT ON meetings_exclusion FOR EACH ROW EXECUTE FUNCTION frozen_meetings_exclusion_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_exclusion_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_exclusion was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = NEW.resolution_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = was.resolution_id) FROM meetings_exclusion was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_exclusion_update BEFORE UPDATE ON meetings_exclusion FOR EACH ROW EXECUTE FUNCTION frozen_meetings_exclusion_update();

CREATE OR REPLACE FUNCTION frozen_meetings_exclusion_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id WHERE r.id = OLD.resolution_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_exclusion_delete BEFORE DELETE ON meetings_exclusion FOR EACH ROW EXECUTE FUNCTION frozen_meetings_exclusion_delete();

CREATE TRIGGER frozen_meetings_exclusion_truncate BEFORE TRUNCATE ON meetings_exclusion EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION frozen_meetings_excludeditem_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = NEW.exclusion_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = was.exclusion_id) FROM meetings_excludeditem was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = NEW.exclusion_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = was.exclusion_id) FROM meetings_excludeditem was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_excludeditem_insert BEFORE INSERT ON meetings_excludeditem FOR EACH ROW EXECUTE FUNCTION frozen_meetings_excludeditem_insert();

CREATE OR REPLACE FUNCTION frozen_meetings_excludeditem_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = OLD.exclusion_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = NEW.exclusion_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = was.exclusion_id) FROM meetings_excludeditem was WHERE was.id = NEW.id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = OLD.exclusion_id UNION ALL SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = NEW.exclusion_id UNION ALL SELECT (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = was.exclusion_id) FROM meetings_excludeditem was WHERE was.id = NEW.id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_excludeditem_update BEFORE UPDATE ON meetings_excludeditem FOR EACH ROW EXECUTE FUNCTION frozen_meetings_excludeditem_update();

CREATE OR REPLACE FUNCTION frozen_meetings_excludeditem_delete() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM meetings_minutes WHERE id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = OLD.exclusion_id) FOR SHARE) held; IF EXISTS (SELECT 1 FROM meetings_minutes WHERE state = 'confirmed' AND id IN (SELECT m.minutes_id FROM meetings_minute m JOIN meetings_resolution r ON r.minute_id = m.id JOIN meetings_exclusion e ON e.resolution_id = r.id WHERE e.id = OLD.exclusion_id)) THEN RAISE EXCEPTION 'Confirmed and signed minutes cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER frozen_meetings_excludeditem_delete BEFORE DELETE ON meetings_excludeditem FOR EACH ROW EXECUTE FUNCTION frozen_meetings_excludeditem_delete();

CREATE TRIGGER frozen_meetings_excludeditem_truncate BEFORE TRUNCATE ON meetings_excludeditem EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION numbers_meetings_minute_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_minute was WHERE was.number IS NOT NULL AND (was.id = NEW.id OR was.item_id = NEW.item_id OR (was.minutes_id = NEW.minutes_id AND was.number = NEW.number)) AND EXISTS (SELECT 1 FROM meetings_minutes n WHERE n.numbered_at IS NOT NULL AND n.id = was.minutes_id)) THEN RAISE EXCEPTION 'The number of a minute is fixed for ever.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbers_meetings_minute_insert BEFORE INSERT ON meetings_minute FOR EACH ROW EXECUTE FUNCTION numbers_meetings_minute_insert();

CREATE OR REPLACE FUNCTION numbers_meetings_minute_update() RETURNS trigger AS $$ BEGIN  IF (OLD.number IS NOT NULL AND EXISTS (SELECT 1 FROM meetings_minutes n WHERE n.numbered_at IS NOT NULL AND n.id = OLD.minutes_id) AND (NEW.number IS DISTINCT FROM OLD.number OR NEW.minutes_id <> OLD.minutes_id OR NEW.id <> OLD.id)) OR EXISTS (SELECT 1 FROM meetings_minute was WHERE was.number IS NOT NULL AND (was.id = NEW.id OR was.item_id = NEW.item_id OR (was.minutes_id = NEW.minutes_id AND was.number = NEW.number)) AND EXISTS (SELECT 1 FROM meetings_minutes n WHERE n.numbered_at IS NOT NULL AND n.id = was.minutes_id) AND was.id <> OLD.id) THEN RAISE EXCEPTION 'The number of a minute is fixed for ever.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbers_meetings_minute_update BEFORE UPDATE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION numbers_meetings_minute_update();

CREATE OR REPLACE FUNCTION numbers_meetings_minute_delete() RETURNS trigger AS $$ BEGIN  IF OLD.number IS NOT NULL AND EXISTS (SELECT 1 FROM meetings_minutes n WHERE n.numbered_at IS NOT NULL AND n.id = OLD.minutes_id) THEN RAISE EXCEPTION 'The number of a minute is fixed for ever.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbers_meetings_minute_delete BEFORE DELETE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION numbers_meetings_minute_delete();

CREATE TRIGGER numbers_meetings_minute_truncate BEFORE TRUNCATE ON meetings_minute EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_minutes_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_minutes was WHERE (was.id = NEW.id OR was.meeting_id = NEW.meeting_id) AND was.numbered_at IS NOT NULL) THEN RAISE EXCEPTION 'Published minutes cannot be taken back.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_minutes_insert BEFORE INSERT ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION kept_meetings_minutes_insert();

CREATE OR REPLACE FUNCTION kept_meetings_minutes_update() RETURNS trigger AS $$ BEGIN  IF (OLD.state IN ('published', 'confirmed') AND NEW.state NOT IN ('published', 'confirmed')) OR (OLD.numbered_at IS NOT NULL AND NEW.numbered_at IS DISTINCT FROM OLD.numbered_at) OR ((OLD.numbered_at IS NOT NULL OR OLD.state IN ('published', 'confirmed')) AND (NEW.id <> OLD.id OR NEW.meeting_id <> OLD.meeting_id)) OR EXISTS (SELECT 1 FROM meetings_minutes was WHERE (was.id = NEW.id OR was.meeting_id = NEW.meeting_id) AND was.numbered_at IS NOT NULL AND was.id <> OLD.id) THEN RAISE EXCEPTION 'Published minutes cannot be taken back.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_minutes_update BEFORE UPDATE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION kept_meetings_minutes_update();

CREATE OR REPLACE FUNCTION kept_meetings_minutes_delete() RETURNS trigger AS $$ BEGIN  IF (OLD.numbered_at IS NOT NULL OR OLD.state IN ('published', 'confirmed')) THEN RAISE EXCEPTION 'Published minutes cannot be taken back.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_minutes_delete BEFORE DELETE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION kept_meetings_minutes_delete();

CREATE TRIGGER kept_meetings_minutes_truncate BEFORE TRUNCATE ON meetings_minutes EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION signed_meetings_confirmation_insert() RETURNS trigger AS $$ BEGIN  IF NEW.on_paper AND NEW.scan_id IS NULL THEN RAISE EXCEPTION 'Minutes signed on paper are recorded with their scan.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER signed_meetings_confirmation_insert BEFORE INSERT ON meetings_confirmation FOR EACH ROW EXECUTE FUNCTION signed_meetings_confirmation_insert();

CREATE OR REPLACE FUNCTION presided_meetings_confirmation_insert() RETURNS trigger AS $$ BEGIN  IF NOT NEW.on_paper AND NOT EXISTS (SELECT 1 FROM committee_user u WHERE u.id = NEW.recorded_by_id AND u.person_id = NEW.presided_id) THEN RAISE EXCEPTION 'Minutes are signed by whoever presided where they were confirmed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER presided_meetings_confirmation_insert BEFORE INSERT ON meetings_confirmation FOR EACH ROW EXECUTE FUNCTION presided_meetings_confirmation_insert();

CREATE OR REPLACE FUNCTION guard_meetings_confirmation_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."minutes_id" IS NOT DISTINCT FROM OLD."minutes_id" AND NEW."confirmed_in_id" IS NOT DISTINCT FROM OLD."confirmed_in_id" AND NEW."resolution_id" IS NOT DISTINCT FROM OLD."resolution_id" AND NEW."presided_id" IS NOT DISTINCT FROM OLD."presided_id" AND NEW."signed_in_id" IS NOT DISTINCT FROM OLD."signed_in_id" AND NEW."on_paper" IS NOT DISTINCT FROM OLD."on_paper" AND NEW."sealed_id" IS NOT DISTINCT FROM OLD."sealed_id" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND OLD.on_paper AND NEW.scan_id IS NOT NULL AND NEW.version_id >= OLD.version_id AND (SELECT v.minutes_id FROM meetings_minutesversion v WHERE v.id = NEW.version_id) = OLD.minutes_id) THEN RAISE EXCEPTION 'Rows of meetings_confirmation are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_confirmation_update BEFORE UPDATE ON meetings_confirmation FOR EACH ROW EXECUTE FUNCTION guard_meetings_confirmation_update();

CREATE OR REPLACE FUNCTION guard_meetings_confirmation_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of meetings_confirmation are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_confirmation_delete BEFORE DELETE ON meetings_confirmation FOR EACH ROW EXECUTE FUNCTION guard_meetings_confirmation_delete();

CREATE TRIGGER guard_meetings_confirmation_truncate BEFORE TRUNCATE ON meetings_confirmation EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_meetings_confirmation_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_confirmation was WHERE ((was.id = NEW.id) OR (was.minutes_id = NEW.minutes_id) OR (was.resolution_id = NEW.resolution_id) OR (was.version_id = NEW.version_id))) THEN RAISE EXCEPTION 'Rows of meetings_confirmation are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_meetings_confirmation_insert BEFORE INSERT ON meetings_confirmation FOR EACH ROW EXECUTE FUNCTION guard_meetings_confirmation_insert();

CREATE OR REPLACE FUNCTION kept_meetings_backgrounddocument_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id JOIN meetings_meeting m ON m.id = i.meeting_id WHERE p.id = OLD.paper_id AND ((CAST(substr(CAST(CURRENT_DATE AS text), 1, 4) AS integer) - CAST(substr(CAST(m.date AS text), 1, 4) AS integer)) < 4 OR ((CAST(substr(CAST(CURRENT_DATE AS text), 1, 4) AS integer) - CAST(substr(CAST(m.date AS text), 1, 4) AS integer)) = 4 AND substr(CAST(CURRENT_DATE AS text), 6, 5) < substr(CAST(m.date AS text), 6, 5)))) THEN RAISE EXCEPTION 'A background document is kept for four years and cannot be changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_backgrounddocument_delete BEFORE DELETE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION kept_meetings_backgrounddocument_delete();

CREATE TRIGGER kept_meetings_backgrounddocument_truncate BEFORE TRUNCATE ON meetings_backgrounddocument EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_backgrounddocument_update() RETURNS trigger AS $$ BEGIN  IF (OLD.id <> NEW.id OR OLD.paper_id <> NEW.paper_id OR OLD.title <> NEW.title OR OLD.stored_id <> NEW.stored_id OR OLD.added_at <> NEW.added_at OR OLD.added_by_id <> NEW.added_by_id) AND NOT (NEW.id = OLD.id AND NEW.paper_id = OLD.paper_id AND NEW.added_at = OLD.added_at AND NEW.added_by_id = OLD.added_by_id AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_backgrounddocument' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'A background document is kept for four years and cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_backgrounddocument_update BEFORE UPDATE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION kept_meetings_backgrounddocument_update();

CREATE OR REPLACE FUNCTION kept_meetings_backgrounddocument_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_backgrounddocument was WHERE was.id = NEW.id) THEN RAISE EXCEPTION 'A background document is kept for four years and cannot be changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_backgrounddocument_insert BEFORE INSERT ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION kept_meetings_backgrounddocument_insert();

CREATE OR REPLACE FUNCTION told_meetings_privatenotice_update() RETURNS trigger AS $$ BEGIN  IF (OLD.first_published_at IS NOT NULL AND (NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR NEW.matter IS DISTINCT FROM OLD.matter AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'matter' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.reasons IS DISTINCT FROM OLD.reasons AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'reasons' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.created_at IS DISTINCT FROM OLD.created_at OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id OR NEW.first_published_at IS DISTINCT FROM OLD.first_published_at OR NEW.first_published_by_id IS DISTINCT FROM OLD.first_published_by_id OR NEW.may_meet_from IS DISTINCT FROM OLD.may_meet_from)) OR (OLD.second_published_at IS NOT NULL AND (NEW.representations IS DISTINCT FROM OLD.representations AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'representations' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.response IS DISTINCT FROM OLD.response AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'response' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.second_published_at IS DISTINCT FROM OLD.second_published_at OR NEW.second_published_by_id IS DISTINCT FROM OLD.second_published_by_id)) OR (OLD.agreed_on IS NOT NULL AND (NEW.matter IS DISTINCT FROM OLD.matter AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'matter' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id)) OR (OLD.agreed_on IS NOT NULL AND (NEW.agreed_on IS NULL OR (OLD.agreement_struck_on IS NULL AND (NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id OR NEW.agreed_as IS DISTINCT FROM OLD.agreed_as OR NEW.agreed_on IS DISTINCT FROM OLD.agreed_on OR NEW.agreed_reasons IS DISTINCT FROM OLD.agreed_reasons AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'agreed_reasons' AND w.original IS NOT NULL AND t.state = 'hidden'))))) OR (OLD.withdrawn_at IS NOT NULL AND (NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR NEW.matter IS DISTINCT FROM OLD.matter AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'matter' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.reasons IS DISTINCT FROM OLD.reasons AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'reasons' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.created_at IS DISTINCT FROM OLD.created_at OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id OR NEW.first_published_at IS DISTINCT FROM OLD.first_published_at OR NEW.first_published_by_id IS DISTINCT FROM OLD.first_published_by_id OR NEW.may_meet_from IS DISTINCT FROM OLD.may_meet_from OR NEW.representations IS DISTINCT FROM OLD.representations AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'representations' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.response IS DISTINCT FROM OLD.response AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'response' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.second_published_at IS DISTINCT FROM OLD.second_published_at OR NEW.second_published_by_id IS DISTINCT FROM OLD.second_published_by_id OR NEW.agreed_reasons IS DISTINCT FROM OLD.agreed_reasons AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'agreed_reasons' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.withdrawn_reason IS DISTINCT FROM OLD.withdrawn_reason AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_privatenotice' AND w.row_id = OLD.id AND w.field = 'withdrawn_reason' AND w.original IS NOT NULL AND t.state = 'hidden') OR NEW.item_id IS DISTINCT FROM OLD.item_id OR NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id OR NEW.agreed_as IS DISTINCT FROM OLD.agreed_as OR NEW.agreed_on IS DISTINCT FROM OLD.agreed_on OR NEW.agreement_struck_on IS DISTINCT FROM OLD.agreement_struck_on OR NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at)) THEN RAISE EXCEPTION 'What was published of a private meeting is not changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER told_meetings_privatenotice_update BEFORE UPDATE ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION told_meetings_privatenotice_update();

CREATE OR REPLACE FUNCTION told_meetings_privatenotice_delete() RETURNS trigger AS $$ BEGIN  IF (OLD.first_published_at IS NOT NULL OR OLD.agreed_on IS NOT NULL) THEN RAISE EXCEPTION 'What was published of a private meeting is not changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER told_meetings_privatenotice_delete BEFORE DELETE ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION told_meetings_privatenotice_delete();

CREATE TRIGGER told_meetings_privatenotice_truncate BEFORE TRUNCATE ON meetings_privatenotice EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION told_meetings_privatenotice_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_privatenotice was WHERE was.id = NEW.id AND (was.first_published_at IS NOT NULL OR was.agreed_on IS NOT NULL)) THEN RAISE EXCEPTION 'What was published of a private meeting is not changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER told_meetings_privatenotice_insert BEFORE INSERT ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION told_meetings_privatenotice_insert();

CREATE OR REPLACE FUNCTION agreed_meetings_privatenotice_insert() RETURNS trigger AS $$ BEGIN  IF NEW.agreed_by_id IS NOT NULL AND (EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.role = 'cabinet_member' AND h.person_id = NEW.agreed_by_id AND h.since <= NEW.agreed_on AND (h.until IS NULL OR h.until >= NEW.agreed_on)) OR EXISTS (SELECT 1 FROM committee_seat h JOIN committee_committee c ON c.id = h.committee_id WHERE h.role <> 'substitute' AND (c.kind = 'executive' OR c.function = 'executive') AND h.person_id = NEW.agreed_by_id AND h.since <= NEW.agreed_on AND (h.until IS NULL OR h.until >= NEW.agreed_on))) THEN RAISE EXCEPTION 'No member of the executive agrees that a meeting of it is held in private.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER agreed_meetings_privatenotice_insert BEFORE INSERT ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION agreed_meetings_privatenotice_insert();

CREATE OR REPLACE FUNCTION agreed_meetings_privatenotice_update() RETURNS trigger AS $$ BEGIN  IF NEW.agreed_by_id IS NOT NULL AND (EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.role = 'cabinet_member' AND h.person_id = NEW.agreed_by_id AND h.since <= NEW.agreed_on AND (h.until IS NULL OR h.until >= NEW.agreed_on)) OR EXISTS (SELECT 1 FROM committee_seat h JOIN committee_committee c ON c.id = h.committee_id WHERE h.role <> 'substitute' AND (c.kind = 'executive' OR c.function = 'executive') AND h.person_id = NEW.agreed_by_id AND h.since <= NEW.agreed_on AND (h.until IS NULL OR h.until >= NEW.agreed_on))) THEN RAISE EXCEPTION 'No member of the executive agrees that a meeting of it is held in private.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER agreed_meetings_privatenotice_update BEFORE UPDATE ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION agreed_meetings_privatenotice_update();

CREATE OR REPLACE FUNCTION kept_meetings_paperfile_update() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_publishedpaper p WHERE p.paper_file_id = OLD.id) AND ((NEW.id IS DISTINCT FROM OLD.id OR NEW.paper_id IS DISTINCT FROM OLD.paper_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.pages IS DISTINCT FROM OLD.pages OR NEW.received_at IS DISTINCT FROM OLD.received_at OR NEW.received_by_id IS DISTINCT FROM OLD.received_by_id) OR ((NEW.stored_id IS DISTINCT FROM OLD.stored_id OR NEW.source_id IS DISTINCT FROM OLD.source_id OR NEW.original_name IS DISTINCT FROM OLD.original_name) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_paperfile' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_paperfile_update BEFORE UPDATE ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION kept_meetings_paperfile_update();

CREATE OR REPLACE FUNCTION kept_meetings_paperfile_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_publishedpaper p WHERE p.paper_file_id = OLD.id) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_paperfile_delete BEFORE DELETE ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION kept_meetings_paperfile_delete();

CREATE TRIGGER kept_meetings_paperfile_truncate BEFORE TRUNCATE ON meetings_paperfile EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_paperfile_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_paperfile was WHERE (was.id = NEW.id OR (was.paper_id = NEW.paper_id AND was.number = NEW.number)) AND EXISTS (SELECT 1 FROM meetings_publishedpaper p WHERE p.paper_file_id = was.id)) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_paperfile_insert BEFORE INSERT ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION kept_meetings_paperfile_insert();

CREATE OR REPLACE FUNCTION kept_meetings_pack_update() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = OLD.id OR v.members_pack_id = OLD.id) AND ((NEW.id IS DISTINCT FROM OLD.id OR NEW.meeting_id IS DISTINCT FROM OLD.meeting_id OR NEW.edition IS DISTINCT FROM OLD.edition OR NEW.supplement IS DISTINCT FROM OLD.supplement OR NEW.first_page IS DISTINCT FROM OLD.first_page OR NEW.last_page IS DISTINCT FROM OLD.last_page) OR ((NEW.stored_id IS DISTINCT FROM OLD.stored_id) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_pack' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_pack_update BEFORE UPDATE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION kept_meetings_pack_update();

CREATE OR REPLACE FUNCTION kept_meetings_pack_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = OLD.id OR v.members_pack_id = OLD.id) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_pack_delete BEFORE DELETE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION kept_meetings_pack_delete();

CREATE TRIGGER kept_meetings_pack_truncate BEFORE TRUNCATE ON meetings_pack EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_pack_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_pack was WHERE (was.id = NEW.id OR 1 = 0) AND EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.public_pack_id = was.id OR v.members_pack_id = was.id)) THEN RAISE EXCEPTION 'What was published keeps the file that it was published with.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_pack_insert BEFORE INSERT ON meetings_pack FOR EACH ROW EXECUTE FUNCTION kept_meetings_pack_insert();

CREATE OR REPLACE FUNCTION found_meetings_pack_update() RETURNS trigger AS $$ BEGIN  IF (NEW.verdict IS DISTINCT FROM OLD.verdict) THEN RAISE EXCEPTION 'What the checks found of a built pack is of its own file, and stays as it was found.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER found_meetings_pack_update BEFORE UPDATE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION found_meetings_pack_update();

CREATE OR REPLACE FUNCTION found_meetings_pack_insert() RETURNS trigger AS $$ BEGIN  IF (NEW.verdict ->> 'sha256') IS NOT NULL AND (NEW.verdict ->> 'sha256') IS DISTINCT FROM (SELECT f.sha256 FROM committee_storedfile f WHERE f.id = NEW.stored_id) THEN RAISE EXCEPTION 'What the checks found of a built pack is of its own file, and stays as it was found.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER found_meetings_pack_insert BEFORE INSERT ON meetings_pack FOR EACH ROW EXECUTE FUNCTION found_meetings_pack_insert();

CREATE OR REPLACE FUNCTION kept_committee_storedfile_update() RETURNS trigger AS $$ BEGIN  IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.size IS DISTINCT FROM OLD.size OR NEW.content_type IS DISTINCT FROM OLD.content_type) THEN RAISE EXCEPTION 'The record of a file stands for its bytes and is not changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_committee_storedfile_update BEFORE UPDATE ON committee_storedfile FOR EACH ROW EXECUTE FUNCTION kept_committee_storedfile_update();

CREATE OR REPLACE FUNCTION kept_committee_storedfile_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM committee_storedfile was WHERE (was.id = NEW.id OR 1 = 0) AND 1 = 1) THEN RAISE EXCEPTION 'The record of a file stands for its bytes and is not changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_committee_storedfile_insert BEFORE INSERT ON committee_storedfile FOR EACH ROW EXECUTE FUNCTION kept_committee_storedfile_insert();

CREATE OR REPLACE FUNCTION kept_meetings_certificate_update() RETURNS trigger AS $$ BEGIN  IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.version_id IS DISTINCT FROM OLD.version_id OR NEW.website_at IS DISTINCT FROM OLD.website_at) OR ((NEW.opened IS DISTINCT FROM OLD.opened) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_certificate' AND w.row_id = OLD.id AND t.state <> 'undone')) OR (OLD.completed_by_id IS NOT NULL AND (NEW.posted_by IS DISTINCT FROM OLD.posted_by OR NEW.posted_at IS DISTINCT FROM OLD.posted_at OR NEW.posted_where IS DISTINCT FROM OLD.posted_where OR NEW.inspection_by IS DISTINCT FROM OLD.inspection_by OR NEW.inspection_at IS DISTINCT FROM OLD.inspection_at OR NEW.inspection_where IS DISTINCT FROM OLD.inspection_where OR NEW.count IS DISTINCT FROM OLD.count OR NEW.completed_by_id IS DISTINCT FROM OLD.completed_by_id) AND NOT (CAST(NEW.count AS text) LIKE '%"corrected": [%' AND CAST(NEW.count AS text) <> CAST(OLD.count AS text)) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'meetings_certificate' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'A certificate of publication stays, with whatever it said before it was corrected.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_certificate_update BEFORE UPDATE ON meetings_certificate FOR EACH ROW EXECUTE FUNCTION kept_meetings_certificate_update();

CREATE OR REPLACE FUNCTION kept_meetings_certificate_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A certificate of publication stays, with whatever it said before it was corrected.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_certificate_delete BEFORE DELETE ON meetings_certificate FOR EACH ROW EXECUTE FUNCTION kept_meetings_certificate_delete();

CREATE TRIGGER kept_meetings_certificate_truncate BEFORE TRUNCATE ON meetings_certificate EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION kept_meetings_certificate_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM meetings_certificate was WHERE (was.id = NEW.id OR was.version_id = NEW.version_id) AND 1 = 1) THEN RAISE EXCEPTION 'A certificate of publication stays, with whatever it said before it was corrected.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER kept_meetings_certificate_insert BEFORE INSERT ON meetings_certificate FOR EACH ROW EXECUTE FUNCTION kept_meetings_certificate_insert();

CREATE OR REPLACE FUNCTION stamp_meetings_meeting() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_meeting AFTER INSERT OR UPDATE OR DELETE ON meetings_meeting FOR EACH ROW EXECUTE FUNCTION stamp_meetings_meeting();

CREATE OR REPLACE FUNCTION stamp_meetings_meetingmove() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_meetingmove AFTER INSERT OR UPDATE OR DELETE ON meetings_meetingmove FOR EACH ROW EXECUTE FUNCTION stamp_meetings_meetingmove();

CREATE OR REPLACE FUNCTION stamp_meetings_agendaversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_agendaversion AFTER INSERT OR UPDATE OR DELETE ON meetings_agendaversion FOR EACH ROW EXECUTE FUNCTION stamp_meetings_agendaversion();

CREATE OR REPLACE FUNCTION stamp_meetings_minutesversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_minutesversion AFTER INSERT OR UPDATE OR DELETE ON meetings_minutesversion FOR EACH ROW EXECUTE FUNCTION stamp_meetings_minutesversion();

CREATE OR REPLACE FUNCTION stamp_meetings_takedown() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_takedown AFTER INSERT OR UPDATE OR DELETE ON meetings_takedown FOR EACH ROW EXECUTE FUNCTION stamp_meetings_takedown();

CREATE OR REPLACE FUNCTION stamp_meetings_takedownwords() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_takedownwords AFTER INSERT OR UPDATE OR DELETE ON meetings_takedownwords FOR EACH ROW EXECUTE FUNCTION stamp_meetings_takedownwords();

CREATE OR REPLACE FUNCTION stamp_meetings_certificate() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(0); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_certificate AFTER INSERT OR UPDATE OR DELETE ON meetings_certificate FOR EACH ROW EXECUTE FUNCTION stamp_meetings_certificate();

CREATE OR REPLACE FUNCTION stamp_meetings_privatenotice() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_privatenotice AFTER INSERT OR UPDATE OR DELETE ON meetings_privatenotice FOR EACH ROW EXECUTE FUNCTION stamp_meetings_privatenotice();

CREATE OR REPLACE FUNCTION stamp_meetings_minutes() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-1); PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_minutes AFTER INSERT OR UPDATE OR DELETE ON meetings_minutes FOR EACH ROW EXECUTE FUNCTION stamp_meetings_minutes();

CREATE OR REPLACE FUNCTION stamp_meetings_agendaitem() RETURNS trigger AS $$ DECLARE was record; shows boolean := TG_OP <> 'INSERT'; BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP = 'UPDATE' THEN was := OLD; was."position" := NEW."position"; was."part" := NEW."part"; was."part_settled" := NEW."part_settled"; was."title" := NEW."title"; was."public_title" := NEW."public_title"; was."lead_line" := NEW."lead_line"; was."bullets" := NEW."bullets"; was."presenter" := NEW."presenter"; was."owner_id" := NEW."owner_id"; was."paragraphs" := NEW."paragraphs"; was."decides_budget" := NEW."decides_budget"; was."added_after_publication" := NEW."added_after_publication"; shows := was IS DISTINCT FROM NEW; END IF; IF shows THEN PERFORM stamp_pages(-2); END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_agendaitem AFTER INSERT OR UPDATE OR DELETE ON meetings_agendaitem FOR EACH ROW EXECUTE FUNCTION stamp_meetings_agendaitem();

CREATE OR REPLACE FUNCTION stamp_meetings_minute() RETURNS trigger AS $$ DECLARE was record; shows boolean := true; BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP = 'UPDATE' THEN was := OLD; was."text" := NEW."text"; was."public_summary" := NEW."public_summary"; was."revision" := NEW."revision"; was."taken" := NEW."taken"; was."opened_at" := NEW."opened_at"; was."closed_at" := NEW."closed_at"; was."written_at" := NEW."written_at"; was."written_by_id" := NEW."written_by_id"; shows := was IS DISTINCT FROM NEW; END IF; IF shows THEN PERFORM stamp_pages(-2); END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = NEW.minutes_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = OLD.minutes_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_minute AFTER INSERT OR UPDATE OR DELETE ON meetings_minute FOR EACH ROW EXECUTE FUNCTION stamp_meetings_minute();

CREATE OR REPLACE FUNCTION stamp_meetings_attendee() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = NEW.minutes_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = OLD.minutes_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_attendee AFTER INSERT OR UPDATE OR DELETE ON meetings_attendee FOR EACH ROW EXECUTE FUNCTION stamp_meetings_attendee();

CREATE OR REPLACE FUNCTION stamp_meetings_declaration() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = NEW.minutes_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minutes m WHERE m.id = OLD.minutes_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_declaration AFTER INSERT OR UPDATE OR DELETE ON meetings_declaration FOR EACH ROW EXECUTE FUNCTION stamp_meetings_declaration();

CREATE OR REPLACE FUNCTION stamp_meetings_breach() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_declaration d JOIN meetings_minutes m ON m.id = d.minutes_id WHERE d.id = NEW.declaration_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_declaration d JOIN meetings_minutes m ON m.id = d.minutes_id WHERE d.id = OLD.declaration_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_breach AFTER INSERT OR UPDATE OR DELETE ON meetings_breach FOR EACH ROW EXECUTE FUNCTION stamp_meetings_breach();

CREATE OR REPLACE FUNCTION stamp_meetings_presence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-5); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_attendee a JOIN meetings_minutes m ON m.id = a.minutes_id WHERE a.id = NEW.attendee_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_attendee a JOIN meetings_minutes m ON m.id = a.minutes_id WHERE a.id = OLD.attendee_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_presence AFTER INSERT OR UPDATE OR DELETE ON meetings_presence FOR EACH ROW EXECUTE FUNCTION stamp_meetings_presence();

CREATE OR REPLACE FUNCTION stamp_meetings_resolution() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minute e JOIN meetings_minutes m ON m.id = e.minutes_id WHERE e.id = NEW.minute_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_minute e JOIN meetings_minutes m ON m.id = e.minutes_id WHERE e.id = OLD.minute_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_resolution AFTER INSERT OR UPDATE OR DELETE ON meetings_resolution FOR EACH ROW EXECUTE FUNCTION stamp_meetings_resolution();

CREATE OR REPLACE FUNCTION stamp_meetings_vote() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = NEW.resolution_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = OLD.resolution_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_vote AFTER INSERT OR UPDATE OR DELETE ON meetings_vote FOR EACH ROW EXECUTE FUNCTION stamp_meetings_vote();

CREATE OR REPLACE FUNCTION stamp_meetings_limb() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = NEW.resolution_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT m.meeting_id FROM meetings_resolution r JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE r.id = OLD.resolution_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_limb AFTER INSERT OR UPDATE OR DELETE ON meetings_limb FOR EACH ROW EXECUTE FUNCTION stamp_meetings_limb();

CREATE OR REPLACE FUNCTION stamp_meetings_action() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); PERFORM stamp_pages(COALESCE(COALESCE((SELECT m.meeting_id FROM meetings_limb l JOIN meetings_resolution r ON r.id = l.resolution_id JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE l.id = NEW.limb_id), NEW.meeting_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); PERFORM stamp_pages(COALESCE(COALESCE((SELECT m.meeting_id FROM meetings_limb l JOIN meetings_resolution r ON r.id = l.resolution_id JOIN meetings_minute e ON e.id = r.minute_id JOIN meetings_minutes m ON m.id = e.minutes_id WHERE l.id = OLD.limb_id), OLD.meeting_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_action AFTER INSERT OR UPDATE OR DELETE ON meetings_action FOR EACH ROW EXECUTE FUNCTION stamp_meetings_action();

CREATE OR REPLACE FUNCTION stamp_meetings_answer() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT a.meeting_id FROM meetings_action a WHERE a.id = NEW.action_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT a.meeting_id FROM meetings_action a WHERE a.id = OLD.action_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_answer AFTER INSERT OR UPDATE OR DELETE ON meetings_answer FOR EACH ROW EXECUTE FUNCTION stamp_meetings_answer();

CREATE OR REPLACE FUNCTION stamp_meetings_paper() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = NEW.item_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_agendaitem i WHERE i.id = OLD.item_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paper AFTER INSERT OR UPDATE OR DELETE ON meetings_paper FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paper();

CREATE OR REPLACE FUNCTION stamp_meetings_paperfile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_paperfile AFTER INSERT OR UPDATE OR DELETE ON meetings_paperfile FOR EACH ROW EXECUTE FUNCTION stamp_meetings_paperfile();

CREATE OR REPLACE FUNCTION stamp_meetings_backgrounddocument() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-2); IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = NEW.paper_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id WHERE p.id = OLD.paper_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_backgrounddocument AFTER INSERT OR UPDATE OR DELETE ON meetings_backgrounddocument FOR EACH ROW EXECUTE FUNCTION stamp_meetings_backgrounddocument();

CREATE OR REPLACE FUNCTION stamp_meetings_pagetext() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = NEW.file_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT i.meeting_id FROM meetings_paperfile f JOIN meetings_paper p ON p.id = f.paper_id JOIN meetings_agendaitem i ON i.id = p.item_id WHERE f.id = OLD.file_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_pagetext AFTER INSERT OR UPDATE OR DELETE ON meetings_pagetext FOR EACH ROW EXECUTE FUNCTION stamp_meetings_pagetext();

CREATE OR REPLACE FUNCTION stamp_meetings_publishedpaper() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE((SELECT v.meeting_id FROM meetings_agendaversion v WHERE v.id = NEW.version_id), 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE((SELECT v.meeting_id FROM meetings_agendaversion v WHERE v.id = OLD.version_id), 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_publishedpaper AFTER INSERT OR UPDATE OR DELETE ON meetings_publishedpaper FOR EACH ROW EXECUTE FUNCTION stamp_meetings_publishedpaper();

CREATE OR REPLACE FUNCTION stamp_meetings_pack() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_pack AFTER INSERT OR UPDATE OR DELETE ON meetings_pack FOR EACH ROW EXECUTE FUNCTION stamp_meetings_pack();

CREATE OR REPLACE FUNCTION stamp_meetings_recording() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; IF TG_OP <> 'DELETE' THEN PERFORM stamp_pages(COALESCE(NEW.meeting_id, 0)); END IF; IF TG_OP <> 'INSERT' THEN PERFORM stamp_pages(COALESCE(OLD.meeting_id, 0)); END IF; RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_meetings_recording AFTER INSERT OR UPDATE OR DELETE ON meetings_recording FOR EACH ROW EXECUTE FUNCTION stamp_meetings_recording();
