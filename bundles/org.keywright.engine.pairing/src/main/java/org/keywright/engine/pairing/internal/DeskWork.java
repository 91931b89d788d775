// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyState;
import org.keywright.engine.pairing.CodeAnswer;
import org.keywright.engine.pairing.CodeRequest;
import org.keywright.engine.pairing.Desk;
import org.keywright.engine.pairing.Pairings.CentreService;
import org.keywright.transport.ApduResponder;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingReport;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;

/** The desks that may ask the centre from elsewhere, and the centre that is open for them. */
final class DeskWork {
  private static final CentreRules RULES = new CentreRules();
  private static final int SUITE = 0x01;
  private static final int AT_WORK = 64;

  private final Services services;
  private final Vault vault;
  private final CodeService codes;
  private final InstantSource clock;

  DeskWork(Services services, Vault vault, CodeService codes, InstantSource clock) {
    this.services = services;
    this.vault = vault;
    this.codes = codes;
    this.clock = clock;
  }

  RootKey add(String actor, String name, KeyMaterial secret) throws KeyException, VaultException {
    List<RootKey> before = vault.roots().generations(RootPurpose.CENTRE_DESK, name);
    if (before.stream().anyMatch(DeskWork::mayAsk)) {
      throw new VaultException(
          "there is a desk '%s' already: pair:desk %s --retire ends it".formatted(name, name));
    }
    try (Grant grant = vault.grant(new Act(actor, "pair:desk", name, ""));
        Key key = Desk.key(services.passphrases(), name, secret)) {
      RootKey made =
          vault
              .roots()
              .create(grant, RootPurpose.CENTRE_DESK, name, before.size() + 1, key, Bytes.of());
      grant.succeeded("");
      return made;
    }
  }

  RootKey retire(String actor, String name) throws VaultException {
    RootKey desk =
        vault.roots().generations(RootPurpose.CENTRE_DESK, name).stream()
            .filter(DeskWork::mayAsk)
            .findFirst()
            .orElseThrow(() -> new VaultException("there is no desk '" + name + "'"));
    try (Grant grant = vault.grant(new Act(actor, "pair:desk", name, "retire"))) {
      RootKey retired =
          vault.roots().retire(grant, RootPurpose.CENTRE_DESK, name, desk.generation());
      grant.succeeded("retired");
      return retired;
    }
  }

  private static boolean mayAsk(RootKey desk) {
    return desk.state() == KeyState.ACTIVE;
  }

  CentreService open(String actor) throws VaultException {
    Grant grant = vault.grant(new Act(actor, "pair:central", "the centre", ""));
    var desks = new HashMap<String, Key>();
    boolean open = false;
    try {
      for (RootKey root : vault.roots().all()) {
        if (root.purpose() == RootPurpose.CENTRE_DESK && mayAsk(root)) {
          desks.put(
              root.name(), grant.root(RootPurpose.CENTRE_DESK, root.name(), root.generation()));
        }
      }
      var centre =
          new CentreProgram.Centre(
              services.suites().require(SUITE),
              services.keys(),
              Map.copyOf(desks),
              new Semaphore(AT_WORK),
              new Answering(grant));
      open = true;
      return new OpenCentre(grant, centre);
    } catch (KeyException e) {
      throw new VaultException(e.getMessage(), e);
    } finally {
      if (!open) {
        desks.values().forEach(Key::close);
        grant.close();
      }
    }
  }

  /** What desks elsewhere ask is granted below the leave to serve them. */
  private final class Answering implements CentreProgram.Questions {
    private final Grant centre;

    Answering(Grant centre) {
      this.centre = centre;
    }

    @Override
    public void requireOpen() throws VaultException {
      centre.requireInForce();
    }

    @Override
    public CodeAnswer code(CodeRequest request) throws KeyException, VaultException {
      return codes.code(vault, centre::belowForAnswer, request, PairingCase.Kind.CODE);
    }

    @Override
    public CodeAnswer erasureCode(CodeRequest request) throws KeyException, VaultException {
      return codes.code(vault, centre::belowForAnswer, request, PairingCase.Kind.ERASURE_CODE);
    }

    @Override
    public OptionalLong report(String actor, PairingReport report) throws VaultException {
      if (vault.pairings().module(report.module()).isEmpty()) {
        return OptionalLong.empty();
      }
      var act = new Act(actor, "pair:report", report.module() + " with " + report.host(), "");
      try (Grant grant = centre.below(act)) {
        long number = vault.pairings().saw(grant, report, RULES).number();
        grant.succeeded("sighting " + number);
        return OptionalLong.of(number);
      }
    }

    @Override
    public Instant now() {
      return clock.instant();
    }
  }

  /** Holds the desks' keys while the centre is open. */
  private record OpenCentre(Grant grant, CentreProgram.Centre centre) implements CentreService {
    /** The log will have that it was closed, or else why it had to be. */
    OpenCentre {
      grant.succeeded("closed");
      grant.onWithdrawal(grant::succeeded);
    }

    @Override
    public void onWithdrawal(Consumer<String> told) {
      grant.onWithdrawal(told);
    }

    @Override
    public ApduResponder connect() {
      return new CentreProgram(centre);
    }

    @Override
    public int desks() {
      return centre.desks().size();
    }

    @Override
    public void close() {
      centre.desks().values().forEach(Key::close);
      try {
        grant.close();
      } catch (VaultException e) {
        System.getLogger(DeskWork.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "the centre''s end is not logged: {0}",
                e.getMessage());
      }
    }
  }
}
