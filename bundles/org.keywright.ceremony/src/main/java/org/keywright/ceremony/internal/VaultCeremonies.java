// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keywright.audit.Audit;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedDocument;
import org.keywright.ceremony.Ceremonies;
import org.keywright.ceremony.Ceremony;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.CeremonyScript;
import org.keywright.ceremony.KeyName;
import org.keywright.ceremony.MinutesText;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.ceremony.Step;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.letters.Letters;
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
    if (!site.vault().officers().onePerson()) {
      // What its steps make would be asked for and approved by nobody.
      throw new CeremonyException(
          "ceremonies are held in vaults for one person as yet; with officers, key:enter and"
              + " key:split bring keys in and out in parts, once request:ask was approved");
    }
    String id = newId();
    requireFree(new VaultKeys(site.vault(), tools.suites(), id), script);
    var journal = new Journal(site.vault(), id, actor);
    journal.begin(
        script,
        false,
        "script SHA-256 "
            + script.digest().hex()
            + rehearsal
                .flatMap(MinutesText::record)
                .map(record -> ", rehearsed as " + record.id())
                .orElse(", not rehearsed"));
    return new CeremonyRun(site, id, script, false, journal, 1);
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

  /** Nothing begins that would break off at a key that is there, or that is not. */
  private static void requireFree(VaultKeys stored, CeremonyScript script)
      throws CeremonyException, VaultException {
    for (KeyName key : expected(script)) {
      if (!stored.holds(key)) {
        throw new CeremonyException("the script needs " + key + ", which is not in the vault");
      }
    }
    for (Step step : script.steps()) {
      if (step instanceof Step.Take take) {
        if (stored.holds(take.key())) {
          throw new CeremonyException(take.key() + " is in the vault already");
        }
        if (take.key().transport()) {
          VaultKeys.setId(take.key().keySet());
        }
      }
    }
  }

  /** The keys, and the key sets by their transport keys, that a script uses and does not make. */
  static Set<KeyName> expected(CeremonyScript script) {
    var made = new LinkedHashSet<KeyName>();
    var expected = new LinkedHashSet<KeyName>();
    for (Step step : script.steps()) {
      switch (step) {
        case Step.Take take -> {
          expected.add(new KeyName(take.key().keySet(), 0));
          made.add(take.key());
          if (take.key().transport()) {
            expected.remove(take.key());
          }
        }
        case Step.Give give -> expected.add(give.key());
        case Step.Prove prove -> expected.add(prove.key());
        case Step.Present present -> {}
        case Step.Confirm confirm -> {}
      }
    }
    expected.removeAll(made);
    return expected;
  }

  @Override
  public Ceremony rehearse(CeremonyScript script, String actor)
      throws CeremonyException, VaultException, KeyException, IOException {
    Site site = Site.throwAway(tools, vaults, audit);
    try {
      String id = newId();
      var journal = new Journal(site.vault(), id, actor);
      journal.begin(script, true, "script SHA-256 " + script.digest().hex());
      new Props(site.vault(), tools, journal).makeUp(script, vaults.current());
      return new CeremonyRun(site, id, script, true, journal, 1);
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
    var journal = new Journal(site.vault(), id, actor);
    journal.write(
        Journal.RESUME,
        0,
        List.of(),
        "goes on with step " + next + "; what was begun of that step is void");
    var run = new CeremonyRun(site, id, record.script(), false, journal, next);
    run.callTheRoll(Progress.present(record, next));
    return run;
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
    CeremonyRecord record = unfinished(site, id);
    int next = Progress.next(record);
    try {
      new Journal(site.vault(), id, actor)
          .write(
              Journal.ABANDON,
              0,
              List.of(),
              "before step " + next + ", the steps before it stay done: " + reason.strip());
    } catch (KeyException e) {
      throw new CeremonyException(String.valueOf(e.getMessage()), e);
    }
    return site.require(id);
  }

  @Override
  public List<CeremonyRecord> all() throws CeremonyException, VaultException {
    return Journal.all(here().vault(), Optional.empty());
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
