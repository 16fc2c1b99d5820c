-- Functions of one session of the server, gone with it: what a set of claims may do on a topic. Both try things
-- out and take them back by raising RT000, whose handler rolls back; only the answer survives.

-- Which of the extensions ('broadcast', 'presence') may be read: a probe row of each is looked for as the role.
create function pg_temp.readable_extensions(
  wanted_topic text, extensions text[], claimed_role text, claims text, subject text, headers text
) returns text[]
language plpgsql
as $body$
declare
  probes uuid[];
  readable text[];
begin
  begin
    probes := array(select gen_random_uuid() from unnest(extensions));
    insert into realtime.messages (id, topic, extension)
    select probe.id, wanted_topic, probe.extension from unnest(probes, extensions) probe (id, extension);
    perform
      set_config('role', claimed_role, true),
      set_config('realtime.topic', wanted_topic, true),
      set_config('request.jwt.claims', claims, true),
      set_config('request.jwt.claim.sub', subject, true),
      set_config('request.jwt.claim.role', claimed_role, true),
      set_config('request.headers', headers, true);
    readable := array(select m.extension from realtime.messages m where m.id = any(probes));
    raise sqlstate 'RT000';
  exception when sqlstate 'RT000' then
    null;
  end;
  return readable;
end
$body$;

-- Whether a message of this extension may be written: the insert is tried as the role.
create function pg_temp.is_writable(
  wanted_topic text, wanted_extension text, claimed_role text, claims text, subject text, headers text
) returns boolean
language plpgsql
as $body$
begin
  begin
    perform
      set_config('role', claimed_role, true),
      set_config('realtime.topic', wanted_topic, true),
      set_config('request.jwt.claims', claims, true),
      set_config('request.jwt.claim.sub', subject, true),
      set_config('request.jwt.claim.role', claimed_role, true),
      set_config('request.headers', headers, true);
    insert into realtime.messages (topic, extension) values (wanted_topic, wanted_extension);
    raise sqlstate 'RT000';
  exception
    when sqlstate 'RT000' then
      return true;
    when insufficient_privilege then
      return false;
  end;
end
$body$;
