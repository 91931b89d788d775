// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import static org.keywright.vault.Role.CUSTODIAN;
import static org.keywright.vault.Role.OPERATOR;
import static org.keywright.vault.Role.SECURITY_OFFICER;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of rights: which acts there are, which roles may carry them out, and which of them
 * another officer has to approve before. What opens roots needs an authorised {@link Period}
 * besides, whoever asks. It holds in vaults with officers; in a vault for one person he may do
 * everything. {@code docs/officers.md} prints it.
 */
@SuppressWarnings("ImmutableEnumChecker") // its sets and lists are copies that nobody can change
public enum Right {
  /** What the program does by itself, as an officer has allowed it to. */
  PROGRAM(
      "the program's own doing, as an officer has allowed",
      false,
      EnumSet.allOf(Role.class),
      "plugin:start",
      "tls:links",
      "audit:forwarding"),

  /** What everybody does about himself. */
  ONESELF(
      "one's own signing in, passphrase and share",
      false,
      EnumSet.allOf(Role.class),
      "vault:open",
      "officer:sign-in",
      "officer:sign-out",
      "officer:present",
      "officer:test",
      "officer:passphrase"),

  /** Signed statements of what the log is; they change nothing. */
  WITNESS(
      "signed statements about the log",
      false,
      EnumSet.allOf(Role.class),
      "audit:checkpoint",
      "audit:export",
      "ceremony:minutes"),

  /** Asking for what another has to approve. */
  ASK(
      "asking for what has to be approved",
      false,
      EnumSet.of(SECURITY_OFFICER, CUSTODIAN),
      "request:ask",
      "request:withdraw"),

  /** Deciding about what another has asked for. */
  APPROVE(
      "deciding about what another asks for",
      false,
      EnumSet.of(SECURITY_OFFICER),
      "request:approve",
      "request:refuse"),

  /** Having security officers open an authorised period, which takes their passphrases. */
  PERIOD(
      "opening and closing an authorised period, with the security officers' passphrases",
      false,
      EnumSet.of(SECURITY_OFFICER, OPERATOR),
      "period:open",
      "period:close"),

  /** Having modules, hosts and users' devices do their work with keys that there are. */
  LOAD(
      "loading, pairing and personalizing with keys that there are",
      false,
      EnumSet.of(SECURITY_OFFICER, OPERATOR),
      "download:load",
      "download:campaign",
      "download:use",
      "download:erase",
      "job:resume",
      "pair:produce",
      "pair:contact",
      "pair:code",
      "pair:list",
      "pair:load",
      "pair:erase",
      "pair:lock",
      "pair:unblock",
      "pair:policy",
      "pair:renew",
      "pair:release",
      "perso:run",
      "perso:campaign",
      "perso:personalize",
      "perso:identify",
      "perso:ticket"),

  /** Having this program serve others: units, central systems, the centre. */
  SERVE(
      "letting others in, and what those ask for",
      false,
      EnumSet.of(SECURITY_OFFICER, OPERATOR),
      "pair:central",
      "pair:report",
      "perso:unit start",
      "perso:central start",
      "perso:admit",
      "perso:load",
      "perso:use"),

  /** The books: what there is, and what is to be done. */
  BOOK(
      "registers and work orders",
      false,
      EnumSet.of(SECURITY_OFFICER, OPERATOR),
      "pair:register",
      "pair:resolve",
      "perso:order",
      "perso:cancel"),

  /** What a vault and its parties go by. */
  RULE(
      "rules, certificates, revocations, plug-ins, TLS",
      false,
      EnumSet.of(SECURITY_OFFICER),
      "vault:create --test",
      "vault:backup",
      "audit:forward",
      "pair:limit",
      "pair:revoke",
      "perso:certify",
      "perso:unit install",
      "perso:unit enrol",
      "perso:unit endorsed",
      "perso:central enrol",
      "perso:central remove",
      "perso:device install",
      "perso:revoke",
      "perso:crl",
      "perso:decommission",
      "plugin:install",
      "plugin:remove",
      "plugin:allow",
      "plugin:trust",
      "plugin:forget",
      "tls:certify",
      "tls:use",
      "tls:trust",
      "tls:crl",
      "tls:remove",
      "tls:issue",
      "tls:revoke"),

  /**
   * The officers themselves; the list of them is signed by what security officers open together.
   */
  OFFICERS(
      "the officers, with the passphrases of enough security officers",
      false,
      EnumSet.of(SECURITY_OFFICER),
      "officer:add",
      "officer:remove",
      "officer:replace",
      "officer:role",
      "officer:recover",
      "officer:unlock"),

  /** Giving units the keys that make them first units or modules of a set. */
  PROVISION(
      "giving units the keys of a set in the secured room",
      false,
      EnumSet.of(SECURITY_OFFICER),
      "download:provision",
      "download:install",
      "sim:create"),

  /** The lives of keys, and what would be made of them. */
  KEEP(
      "states and crypto-periods of keys, and using them here",
      false,
      EnumSet.of(SECURITY_OFFICER),
      "key:activate",
      "key:suspend",
      "key:deactivate",
      "key:compromise",
      "key:period",
      "key:label",
      "key:diversify",
      "key:unwrap"),

  /** Making keys. */
  MAKE(
      "making keys",
      true,
      EnumSet.of(SECURITY_OFFICER),
      "keyset:create",
      "key:generate",
      "pair:estate",
      "pair:generation",
      "pair:desk",
      "perso:manufacturer make",
      "perso:unit make",
      "perso:central make",
      "perso:device make",
      "tls:request",
      "tls:authority"),

  /** Taking keys in that were made elsewhere. */
  IMPORT(
      "taking keys in",
      true,
      EnumSet.of(SECURITY_OFFICER),
      "key:import",
      "pair:import",
      "tls:import"),

  /** Narrowing what a key is for; nobody widens it. */
  RESTRICT(
      "narrowing what a key may be used for", true, EnumSet.of(SECURITY_OFFICER), "key:restrict"),

  /** Ending keys for good. */
  DESTROY("destroying keys", true, EnumSet.of(SECURITY_OFFICER), "key:destroy"),

  /** Putting keys together from components and shares. */
  ENTER("entering keys in parts", true, EnumSet.of(SECURITY_OFFICER, CUSTODIAN), "key:enter"),

  /** Letting keys out. */
  EXPORT(
      "letting keys out",
      true,
      EnumSet.of(SECURITY_OFFICER, CUSTODIAN),
      "key:split",
      "key:export",
      "tls:export"),

  /** Key ceremonies: what each step does with keys is approved with the whole. */
  CEREMONY(
      "holding key ceremonies",
      true,
      EnumSet.of(SECURITY_OFFICER),
      "ceremony:run",
      "ceremony:resume"),

  /** Ending ceremonies that go on no more. */
  ABANDON(
      "giving up key ceremonies that were broken off",
      false,
      EnumSet.of(SECURITY_OFFICER),
      "ceremony:abandon"),

  /** What a ceremony writes down of itself: nobody asks for it alone, so minutes are not forged. */
  NOTE(
      "what happens in a ceremony, under the leave to hold it",
      false,
      EnumSet.noneOf(Role.class),
      "ceremony:begin",
      "ceremony:rehearse",
      "ceremony:approved",
      "ceremony:prop",
      "ceremony:present",
      "ceremony:confirm",
      "ceremony:part",
      "ceremony:take",
      "ceremony:split",
      "ceremony:letter",
      "ceremony:give",
      "ceremony:prove",
      "ceremony:end"),

  /** What no line above names, such as the acts of plug-ins' commands. */
  OTHER("whatever is not named above", false, EnumSet.of(SECURITY_OFFICER));

  private final String words;
  private final boolean approved;
  private final Set<Role> roles;
  private final List<String> acts;

  Right(String words, boolean approved, Set<Role> roles, String... acts) {
    this.words = words;
    this.approved = approved;
    this.roles = Collections.unmodifiableSet(roles);
    this.acts = List.of(acts);
  }

  /** The right that an act takes. */
  public static Right of(String verb) {
    return Arrays.stream(values())
        .filter(right -> right.acts.contains(verb))
        .findFirst()
        .orElse(OTHER);
  }

  /** What it is for, in words. */
  public String words() {
    return words;
  }

  /** Whether another officer approves each act before; such acts change keys or let them out. */
  public boolean approved() {
    return approved;
  }

  /** Who has it. */
  public Set<Role> roles() {
    return roles;
  }

  /** The acts that it is for, by name. */
  public List<String> acts() {
    return acts;
  }

  /** Who could, for messages: {@code a security officer or a custodian}. */
  public String who() {
    return roles.isEmpty()
        ? "only a ceremony that is held"
        : roles.stream()
            .map(role -> (role == Role.AUDITOR || role == OPERATOR ? "an " : "a ") + role.words())
            .collect(Collectors.joining(" or "));
  }
}
