// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keywright.audit.Audit;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedDocument;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.letters.Letters;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ceremonies whose memory is the log of acts of their vault. */
@Component
public final class VaultCeremonies implements Ceremonies {
  private static final int ID_BYTES = 4;
  private static final byte PDF = '%';
  private static final String RUN = "ceremony:run";

  private final Vaults vaults;
  private final Audit audit;
  private final Tools tools;

  /** Called by the framework. */
  @Activate
  public VaultCeremonies(
      @Reference Vaults vaults,
      @Reference Audit audit,
      @Reference Keys keys,
      @Reference KeyParts parts,
      @Reference Suites suites,
      @Reference Letters letters) {
    this.vaults = vaults;
    this.audit = audit;
    this.tools = new Tools(keys, parts, suites, letters, InstantSource.system());
  }

  private Site here() {
    return Site.open(tools, vaults, audit);
  }

  private String newId() {
    return Bytes.of(tools.keys().random(ID_BYTES)).hex();
  }

  @Override
  public CeremonyScript read(String text) throws CeremonyException {
    return new ScriptReader(text).read();
  }

  @Override
  public Ceremony begin(CeremonyScript script, String actor, Optional<MinutesText> rehearsal)
      throws CeremonyException, VaultException, KeyException {
    requireRehearsed(script, rehearsal);
    Site site = here();
    String id = newId();
    var prerequisites = new Prerequisites(site.vault(), script);
    prerequisites.requireFree(new VaultKeys(site.vault(), tools.suites(), id));
    prerequisites.requirePeople();
    String how =
        "script SHA-256 "
            + script.digest().hex()
            + rehearsal
                .flatMap(MinutesText::record)
                .map(record -> ", rehearsed as " + record.id())
                .orElse(", not rehearsed");
    var act = new Act(actor, RUN, "'" + script.title() + "'", how + ": " + keyWork(script, 1));
    return held(
        site.vault().grant(act),
        id,
        leave -> {
          prerequisites.requirePeriod(1, RUN);
          var occasion = Occasion.of(site, id, script, false, leave);
          occasion.journal().begin(script, false, how);
          return new CeremonyRun(site, occasion, 1);
        });
  }

  /** What a second officer has to know of a script beside its digest: what becomes of keys. */
  private static String keyWork(CeremonyScript script, int from) {
    return IntStream.rangeClosed(from, script.steps().size())
        .filter(
            step ->
                !(script.steps().get(step - 1) instanceof Step.Present)
                    && !(script.steps().get(step - 1) instanceof Step.Confirm))
        .mapToObj(script::words)
        .collect(Collectors.joining("; "));
  }

  /** What begins or goes on under a leave. */
  @FunctionalInterface
  private interface Beginning {
    CeremonyRun under(Leave leave) throws CeremonyException, VaultException, KeyException;
  }

  /** Holds a ceremony under a leave; if that does not begin, its approval is good still. */
  private static CeremonyRun held(Grant grant, String id, Beginning beginning)
      throws CeremonyException, VaultException, KeyException {
    var leave = new Leave(grant, id);
    boolean begun = false;
    try {
      CeremonyRun run = beginning.under(leave);
      run.begun();
      begun = true;
      return run;
    } catch (CeremonyException | VaultException | KeyException e) {
      grant.failed(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      if (!begun) {
        leave.close();
      }
    }
  }

  private static void requireRehearsed(CeremonyScript script, Optional<MinutesText> rehearsal)
      throws CeremonyException {
    if (rehearsal.isEmpty()) {
      return;
    }
    Optional<CeremonyRecord> record = rehearsal.get().record();
    if (record.isEmpty() || !record.get().rehearsal()) {
      throw new CeremonyException("these are not the minutes of a rehearsal, as JSON");
    }
    if (record.get().state() != CeremonyRecord.State.DONE
        || !record.get().script().digest().equals(script.digest())) {
      throw new CeremonyException(
          "it was not this script that was rehearsed to its end: rehearse it, or name no"
              + " rehearsal");
    }
  }

  @Override
  public Ceremony rehearse(CeremonyScript script, String actor)
      throws CeremonyException, VaultException, KeyException, IOException {
    Site site = Site.throwAway(tools, vaults, audit);
    try {
      String id = newId();
      var act = new Act(actor, RUN, "'" + script.title() + "'", "a rehearsal");
      return held(
          site.vault().grant(act),
          id,
          leave -> {
            var occasion = Occasion.of(site, id, script, true, leave);
            occasion.journal().begin(script, true, "script SHA-256 " + script.digest().hex());
            new Props(site.vault(), tools, occasion.journal()).makeUp(script, vaults.current());
            return new CeremonyRun(site, occasion, 1);
          });
    } catch (CeremonyException | VaultException | KeyException | RuntimeException e) {
      site.close();
      throw e;
    }
  }

  @Override
  public Ceremony resume(String id, String actor)
      throws CeremonyException, VaultException, KeyException {
    Site site = here();
    CeremonyRecord record = unfinished(site, id);
    int next = Progress.next(record);
    CeremonyScript script = record.script();
    var prerequisites = new Prerequisites(site.vault(), script);
    prerequisites.requirePeople();
    String verb = Happening.RESUME.verb();
    var act =
        new Act(
            actor, verb, "ceremony " + id + " from step " + next + " on", keyWork(script, next));
    return held(
        site.vault().grant(act),
        id,
        leave -> {
          prerequisites.requirePeriod(next, verb);
          var occasion = Occasion.of(site, id, script, false, leave);
          occasion
              .journal()
              .write(
                  Happening.RESUME,
                  0,
                  List.of(),
                  "goes on with step " + next + "; what was begun of that step is void");
          var run = new CeremonyRun(site, occasion, next);
          run.callTheRoll(Progress.present(record, next));
          return run;
        });
  }

  private static CeremonyRecord unfinished(Site site, String id)
      throws CeremonyException, VaultException {
    CeremonyRecord record = site.require(id);
    if (record.state() != CeremonyRecord.State.UNFINISHED) {
      throw new CeremonyException("ceremony " + id + " has ended: " + record.state());
    }
    return record;
  }

  @Override
  public CeremonyRecord abandon(String id, String actor, String reason)
      throws CeremonyException, VaultException {
    Site site = here();
    unfinished(site, id);
    Vault vault = site.vault();
    try {
      Journal.beside(vault, id, actor)
          .perform(
              Happening.ABANDON,
              0,
              List.of(),
              // Read now, when its asking is in the log: where it goes on still, it stops by that.
              grant ->
                  "before step %d, the steps before it stay done: %s"
                      .formatted(Progress.next(unfinished(site, id)), reason.strip()));
    } catch (KeyException e) {
      throw new CeremonyException(String.valueOf(e.getMessage()), e);
    }
    return site.require(id);
  }

  @Override
  public List<CeremonyRecord> all() throws CeremonyException, VaultException {
    return Chronicle.all(here().vault());
  }

  @Override
  public CeremonyRecord require(String id) throws CeremonyException, VaultException {
    return here().require(id);
  }

  @Override
  public SignedMinutes minutes(String id, String actor)
      throws CeremonyException, VaultException, KeyException {
    return here().minutes(id, actor);
  }

  @Override
  public MinutesText check(Bytes file, Optional<Bytes> fingerprint)
      throws CeremonyException, AuditException {
    SignedDocument signed = audit.checkSigned(file, fingerprint);
    byte[] document = signed.document().toArray();
    if (document.length > 0 && document[0] == PDF) {
      return new MinutesText(signed.fingerprint(), Optional.empty(), "");
    }
    MinutesJson minutes = MinutesJson.read(document);
    return new MinutesText(signed.fingerprint(), Optional.of(minutes.record()), minutes.vault());
  }

  @Override
  public List<String> differences(MinutesText rehearsal, CeremonyRecord run)
      throws CeremonyException {
    if (rehearsal.record().isEmpty()) {
      throw new CeremonyException("minutes are compared as JSON, not as PDF");
    }
    return Replay.differences(rehearsal.record().get(), run);
  }
}
