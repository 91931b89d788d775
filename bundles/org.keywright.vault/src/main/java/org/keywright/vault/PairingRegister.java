// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keywright.crypto.Bytes;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The management centre's books: which modules and hosts there are, who is paired with whom, what
 * was asked and decided, what was seen, what should not be, and what is revoked.
 *
 * <p>Safe for use by many threads; every change is durable when the method returns. Each row is
 * marked with the vault's key: one that was changed outside Keywright is refused when it is read.
 * All lists are read by key, so that the first page of ten million comes at once.
 */
@ProviderType
public interface PairingRegister {
  /**
   * Adds an estate.
   *
   * @throws VaultException if the name is taken or malformed
   */
  void addEstate(Grant grant, PairingEstate estate) throws VaultException;

  /** Sets how far an estate's modules may go from now on. */
  PairingEstate limit(Grant grant, String estate, PairingEstate.Limits limits)
      throws VaultException;

  /** All estates by name. */
  List<PairingEstate> estates() throws VaultException;

  /**
   * One estate.
   *
   * @throws VaultException if there is none of that name; the message names those that are
   */
  PairingEstate requireEstate(String name) throws VaultException;

  /**
   * Adds modules, all or none; one that is there already and was made alike is passed over.
   *
   * @return how many are new
   * @throws VaultException naming the first that is there already and was made otherwise
   */
  int addModules(Grant grant, List<PairingModule> modules) throws VaultException;

  /** Adds hosts as {@link #addModules} adds modules. */
  int addHosts(Grant grant, List<PairingHost> hosts) throws VaultException;

  /** One module. */
  Optional<PairingModule> module(String id) throws VaultException;

  /** One host. */
  Optional<PairingHost> host(String id) throws VaultException;

  /** Modules by identifier, after one; the empty one is before all. */
  List<PairingModule> modules(String after, int limit) throws VaultException;

  /**
   * Modules from an identifier on, in an order.
   *
   * @param from the lowest identifier that counts; all do if it is empty
   * @param after the last of the page before; none for the first page
   */
  List<PairingModule> modules(
      String from, Sorting<ModuleColumn> sorting, Optional<PairingModule> after, int limit)
      throws VaultException;

  /** Hosts by identifier, after one; the empty one is before all. */
  List<PairingHost> hosts(String after, int limit) throws VaultException;

  /**
   * Hosts from an identifier on, in an order.
   *
   * @param from the lowest identifier that counts; all do if it is empty
   * @param after the last of the page before; none for the first page
   */
  List<PairingHost> hosts(
      String from, Sorting<HostColumn> sorting, Optional<PairingHost> after, int limit)
      throws VaultException;

  /** A module's pairings, ended ones too, the newest first. */
  List<Pairing> pairings(String module) throws VaultException;

  /**
   * Decides a request by the rules and opens a case of it. A code that is granted promises the
   * pairing; an order that is granted takes the module's next serial; a release that is granted
   * ends the pairing.
   */
  PairingCase decide(Grant grant, PairingRequest request, PairingRules rules) throws VaultException;

  /**
   * Decides like {@link #decide}, and ends the act with what came of it: the decision and the end
   * in the log are on the disk together, or neither. The grant gives leave for nothing more.
   *
   * @param words what the log says of the decision
   */
  PairingCase conclude(
      Grant grant, PairingRequest request, PairingRules rules, Function<PairingCase, String> words)
      throws VaultException;

  /** Takes a module's next serial, for an order that changes nothing and needs no decision. */
  long order(Grant grant, String module) throws VaultException;

  /** Ends a pairing, if there is one that counts: the module has erased it. */
  void end(Grant grant, String module, String host, Instant at) throws VaultException;

  /**
   * Notes the activity counters that a module's table has now.
   *
   * @param counters CPT of each host, by its SN; hosts that are not in the books are passed over
   */
  void counted(Grant grant, String module, Map<String, Long> counters) throws VaultException;

  /** Notes what a module was set to by an order. */
  void set(Grant grant, String module, Bytes policy) throws VaultException;

  /**
   * Notes the generations that a host has after an order.
   *
   * @param generation of the key that its cryptogram is under
   * @param keyGeneration of the root that its leaf comes from
   */
  PairingHost renew(Grant grant, String host, int generation, int keyGeneration)
      throws VaultException;

  /** Closes an open case with what was found. */
  PairingCase resolve(Grant grant, long number, String resolution) throws VaultException;

  /** Cases before a number, the newest first. */
  List<PairingCase> cases(CaseFilter filter, long before, int limit) throws VaultException;

  /**
   * A page of cases, in an order.
   *
   * @param after the last of the page before; none for the first page
   */
  List<PairingCase> cases(
      CaseFilter filter, Sorting<CaseColumn> sorting, Optional<PairingCase> after, int limit)
      throws VaultException;

  /** Notes a report, and what the rules make of it; a module that is not known is refused. */
  PairingSighting saw(Grant grant, PairingReport report, PairingRules rules) throws VaultException;

  /** Sightings of a module before a number, the newest first. */
  List<PairingSighting> sightings(String module, long before, int limit) throws VaultException;

  /** Findings before a number, the newest first. */
  List<PairingFinding> findings(long before, int limit) throws VaultException;

  /**
   * A page of findings, in an order.
   *
   * @param after the last of the page before; none for the first page
   */
  List<PairingFinding> findings(
      Sorting<FindingColumn> sorting, Optional<PairingFinding> after, int limit)
      throws VaultException;

  /**
   * Revokes a module, a host or a generation.
   *
   * @throws VaultException if there is none such, or it is revoked already
   */
  PairingRevocation revoke(
      Grant grant, PairingRevocation.Kind kind, String estate, String subject, String reason)
      throws VaultException;

  /** What is revoked in an estate, the oldest first. */
  List<PairingRevocation> revocations(String estate) throws VaultException;

  /** What modules can be sorted by. */
  enum ModuleColumn {
    /** The identifier. */
    ID,
    /** The estate. */
    ESTATE,
    /** The state. */
    STATE,
    /** How many hosts it is paired with. */
    HOSTS,
    /** N as it was last seen. */
    SEEN,
    /** The generation of its key. */
    GENERATION,
    /** When it came into the books. */
    CREATED
  }

  /** What hosts can be sorted by. */
  enum HostColumn {
    /** The identifier. */
    ID,
    /** The estate. */
    ESTATE,
    /** The state. */
    STATE,
    /** The generation of the key that its cryptogram is under. */
    GENERATION,
    /** The generation of the root that its leaf comes from. */
    KEY_GENERATION,
    /** When it came into the books. */
    CREATED
  }

  /** What cases can be sorted by. */
  enum CaseColumn {
    /** The number, which is the order in time too. */
    NUMBER,
    /** What was asked. */
    KIND,
    /** The module. */
    MODULE,
    /** The host. */
    HOST,
    /** N; cases without one are before all. */
    INDEX,
    /** Whether it was granted. */
    GRANTED,
    /** Why it was decided so. */
    GROUND,
    /** Whether somebody has to look into it. */
    OPEN,
    /** What it was asked for. */
    PURPOSE,
    /** Who asked. */
    ACTOR
  }

  /** What findings can be sorted by. */
  enum FindingColumn {
    /** The number, which rises as they are found. */
    NUMBER,
    /** What should not be. */
    KIND,
    /** Of which module or host. */
    SUBJECT,
    /** How many times it was found. */
    TIMES,
    /** When for the first time. */
    FIRST,
    /** When for the last time. */
    LAST
  }

  /**
   * Which cases are wanted; empty fields want all.
   *
   * @param module MSID
   * @param host SN
   * @param open only those that somebody has to look into
   */
  record CaseFilter(Optional<String> module, Optional<String> host, boolean open) {
    /** All cases. */
    public static final CaseFilter ALL = new CaseFilter(Optional.empty(), Optional.empty(), false);
  }
}
