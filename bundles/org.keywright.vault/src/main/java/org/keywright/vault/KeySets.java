// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyState;
import org.osgi.annotation.versioning.ProviderType;

/** The key sets of a vault and the application keys in them. Safe for use by many threads. */
@ProviderType
public interface KeySets {
  /**
   * Makes a key set; the transport key stays the caller's.
   *
   * @throws VaultException if the name or the set id is taken or malformed
   */
  KeySet create(Grant grant, String name, Bytes setId, int suite, Key transportKey)
      throws VaultException;

  /** All key sets by name. */
  List<KeySet> all() throws VaultException;

  /** One key set. */
  Optional<KeySet> find(String name) throws VaultException;

  /**
   * One key set.
   *
   * @throws VaultException if there is none of that name; the message names those that are
   */
  KeySet require(String name) throws VaultException;

  /**
   * Adds an application key; the key stays the caller's. Its version is 1, or one more than that of
   * a key that it replaces.
   *
   * @throws VaultException if the key set is unknown, or the reference is taken and {@code replace}
   *     is not said
   */
  ApplicationKey addKey(Grant grant, String keySet, NewKey description, Key key, boolean replace)
      throws VaultException;

  /** The application keys of a key set by reference. */
  List<ApplicationKey> keys(String keySet) throws VaultException;

  /**
   * One application key.
   *
   * @throws VaultException if there is no such key set
   */
  Optional<ApplicationKey> findKey(String keySet, int ref) throws VaultException;

  /**
   * One application key.
   *
   * @throws VaultException if there is no such key set or reference; the message names those that
   *     are
   */
  ApplicationKey requireKey(String keySet, int ref) throws VaultException;

  /**
   * A page of application keys of all key sets by key set and reference, each in its newest
   * version.
   */
  List<ApplicationKey> page(KeyFilter filter, int offset, int limit) throws VaultException;

  /** How many keys a filter lets through. */
  long count(KeyFilter filter) throws VaultException;

  /**
   * What is said about a key that is added.
   *
   * @param ref REF1, 1 to 65535
   * @param label what people call it
   * @param attributes usage, mode and exportability
   * @param diversify whether each module gets its own
   * @param origin where it came from, in words
   * @param state pre-active, or active at once
   * @param period for how long it is meant to be used
   */
  record NewKey(
      int ref,
      String label,
      KeyAttributes attributes,
      boolean diversify,
      String origin,
      KeyState state,
      CryptoPeriod period) {
    /** What is said about a key that is active at once, with no end set. */
    public NewKey(
        int ref, String label, KeyAttributes attributes, boolean diversify, String origin) {
      this(ref, label, attributes, diversify, origin, KeyState.ACTIVE, CryptoPeriod.OPEN);
    }

    /** The same with another state and crypto-period. */
    public NewKey with(KeyState another, CryptoPeriod time) {
      return new NewKey(ref, label, attributes, diversify, origin, another, time);
    }
  }
}
