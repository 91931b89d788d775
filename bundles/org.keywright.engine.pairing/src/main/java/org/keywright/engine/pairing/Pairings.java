// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.JobException;
import org.keywright.engine.RunningJob;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.pairing.CodeSource;
import org.keywright.protocol.pairing.PairingTable;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.PairingRevocation;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The management centre of removable modules and hosts: makes them, gives codes for their pairings,
 * sends orders to modules, and keeps the books. Works with the vault that is open. Safe for use by
 * many threads.
 */
@ProviderType
public interface Pairings {
  /**
   * Makes an estate with new root keys: K_CM, and k and MHKey of the first generation.
   *
   * @param settings what its modules are set to
   */
  PairingEstate createEstate(
      String actor,
      String name,
      int suite,
      PolicySettings settings,
      int places,
      PairingEstate.Limits limits)
      throws KeyException, VaultException;

  /**
   * Makes an estate without root keys, for units that are made elsewhere or whose roots are: {@link
   * #importRoot} brings them.
   */
  PairingEstate createEmptyEstate(
      String actor,
      String name,
      int suite,
      PolicySettings settings,
      int places,
      PairingEstate.Limits limits)
      throws KeyException, VaultException;

  /** Changes how many hosts the centre allows the modules of an estate. */
  PairingEstate limit(String actor, String estate, PairingEstate.Limits limits)
      throws VaultException;

  /** Makes the next generation of one of an estate's root keys. */
  RootKey nextGeneration(String actor, String estate, RootPurpose purpose)
      throws KeyException, VaultException;

  /**
   * Takes a root key that was made elsewhere into the vault.
   *
   * @param purpose that of K_CM, of k or of MHKey
   * @param generation the one that it has elsewhere; that of k and of MHKey is in every cryptogram
   * @param key stays the caller's
   * @param origin where it comes from, for the log
   * @throws KeyException if it is not of the suite's kind, the generation cannot be, or the estate
   *     has the same key already
   */
  RootKey importRoot(
      String actor, String estate, RootPurpose purpose, int generation, Key key, String origin)
      throws KeyException, VaultException;

  /**
   * Starts to give keys to blank modules and hosts, over links that the officer holds to be in a
   * secured room. A unit is in the register before it has its keys, so that none is lost.
   */
  RunningJob produce(ProductionOrder order) throws JobException, VaultException;

  /**
   * Enters modules or hosts that were made elsewhere: a CSV with the column {@code serial}, and if
   * it has them {@code generation}, {@code keyGeneration} and (modules) {@code index}.
   *
   * @param skipBad whether lines with faults are left out, doubled serials and units that are there
   *     as something else among them
   * @return how many are new; those that are there already and were made alike are passed over
   * @throws JobException naming line and column of the first fault; nothing is entered then
   */
  Registration register(String actor, String estate, boolean modules, Path list, boolean skipBad)
      throws JobException, VaultException;

  /**
   * Decides about a code, and makes it if it is granted. Case and log are written before this
   * returns.
   */
  CodeAnswer code(CodeRequest request) throws KeyException, VaultException;

  /**
   * Decides about the code by which a user has a module erase its pairing with a host, and makes it
   * if it is granted. The pairing stays in the books until the module is seen without it.
   *
   * @param request the host is the one whose pairing is to go, the index N that the module has now
   */
  CodeAnswer erasureCode(CodeRequest request) throws KeyException, VaultException;

  /**
   * Has a module erase a pairing by a code, in the session of a host that it is paired with, as a
   * user there would.
   *
   * @param host at which the code is typed
   * @param erased SN of the host whose pairing is to go
   * @param typed the code, which stays the caller's; empty to have the centre itself give it
   */
  void eraseByCode(
      String actor,
      Endpoint module,
      Endpoint host,
      SerialNumber erased,
      Optional<KeyMaterial> typed)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Brings a module and a host together.
   *
   * @param codes where the code comes from; empty to have the centre itself give it
   */
  Meeting contact(String actor, Endpoint module, Endpoint host, Optional<CodeSource> codes)
      throws LinkException, ModuleException, KeyException, VaultException;

  /** The table of a module, authenticated. */
  PairingTable table(String actor, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException;

  /** Has a module erase its pairing with a host. */
  PairingCase erase(String actor, Endpoint module, SerialNumber host)
      throws LinkException, ModuleException, KeyException, VaultException;

  /** Has a module keep its pairing with a host from being replaced, or let it be. */
  PairingCase lock(String actor, Endpoint module, SerialNumber host, boolean locked)
      throws LinkException, ModuleException, KeyException, VaultException;

  /** Has a module take codes again. */
  PairingCase unblock(String actor, Endpoint module)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Gives a module in the field its estate's cryptogram key of another generation, so that it can
   * be paired with hosts that have cryptograms of that.
   */
  PairingCase loadGeneration(String actor, Endpoint module, int generation)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Gives a host in the field another cryptogram, and another leaf if it shall have one, by an
   * order under the leaf that it has. What it is paired with stays. If the answer is lost, it is
   * ordered again.
   */
  PairingCase renew(String actor, Endpoint host, Renewal renewal)
      throws LinkException, ModuleException, KeyException, VaultException;

  /**
   * Sends a module a policy record: its settings, the time, and what is revoked.
   *
   * @param change what it shall be set to, given what it is set to
   */
  PairingCase setPolicy(String actor, Endpoint module, UnaryOperator<PolicySettings> change)
      throws LinkException, ModuleException, KeyException, VaultException;

  /** Gives a pairing back at the centre, without the module at hand. */
  PairingCase release(String actor, String purpose, SerialNumber module, SerialNumber host)
      throws KeyException, VaultException;

  /** Revokes a module, a host or a generation; modules hear of it by their next policy record. */
  PairingRevocation revoke(
      String actor, PairingRevocation.Kind kind, String estate, String subject, String reason)
      throws VaultException;

  /**
   * Makes a desk known, which may then ask for codes from elsewhere.
   *
   * @param secret what desk and centre have in common; stays the caller's
   * @throws VaultException if there is a desk of that name; when it was retired, there is none
   */
  RootKey addDesk(String actor, String name, KeyMaterial secret)
      throws KeyException, VaultException;

  /**
   * Ends that a desk may ask: a centre that is opened from now on does not know it.
   *
   * @throws VaultException if there is no such desk
   */
  RootKey retireDesk(String actor, String name) throws VaultException;

  /** Opens the centre for desks; each connection gets a responder of its own. */
  CentreService openCentre(String actor) throws VaultException;

  /**
   * The same centre by another clock, for rehearsals: what it notes from now on is dated by that.
   */
  Pairings datedBy(InstantSource clock);

  /**
   * The same centre over the vault that another holder has open: for proofs, beside the operator's.
   *
   * @param vaults stays the caller's
   */
  Pairings with(Vaults vaults);

  /** A centre that is open for desks; it ends with {@link #close} or with the vault. */
  @ProviderType
  interface CentreService extends AutoCloseable {
    /** Connects a desk. */
    ApduResponder connect();

    /** How many desks may ask. */
    int desks();

    /**
     * Has somebody told, once, when no desk is answered any more, because the vault is being closed
     * or the authorised period has ended; at once if that has happened. He closes the centre.
     *
     * @param told takes why, in words; called by whoever ends it, whom it does not keep
     */
    void onWithdrawal(Consumer<String> told);

    @Override
    void close();
  }
}
