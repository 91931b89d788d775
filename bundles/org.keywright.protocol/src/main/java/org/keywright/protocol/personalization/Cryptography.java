// SPDX-License-Identifier: EPL-2.0
package org.keywright.protocol.personalization;

import org.keywright.crypto.Cbc;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.Hkdf;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Pakes;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Suite;
import org.keywright.crypto.pki.Certificates;

/**
 * The services that the procedures of this protocol compute with. Safe for use by many threads.
 *
 * @param ecKeys signatures and key agreement
 * @param hkdf keys from agreed secrets
 * @param pakes key agreement by TAN
 * @param certificates certificates, requests and chains
 * @param keys random numbers and check values
 * @param keyBlocks key blocks of transaction keys
 * @param sealing tickets
 * @param cbc secure messaging
 * @param literal suite 01: AES-CMAC, AES key wrap and the derivation by SP 800-108
 */
public record Cryptography(
    EcKeys ecKeys,
    Hkdf hkdf,
    Pakes pakes,
    Certificates certificates,
    Keys keys,
    KeyBlocks keyBlocks,
    Sealing sealing,
    Cbc cbc,
    Suite literal) {}
