-- Presence at the administrators' desks: who may see and say who is there. The topics are "desk:<name>".

-- Policies

create policy "Admins see who is at the desks" on realtime.messages
  for select to authenticated
  using (
    messages.extension = 'presence'
    and (select realtime.topic()) like 'desk:%'
    and (select private.is_admin())
  );

create policy "Admins say that they are at a desk" on realtime.messages
  for insert to authenticated
  with check (
    messages.extension = 'presence'
    and (select realtime.topic()) like 'desk:%'
    and (select private.is_admin())
  );
