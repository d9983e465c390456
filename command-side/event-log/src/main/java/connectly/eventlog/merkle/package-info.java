/**
 * Tamper evidence: a Merkle tree over the leaves of a log, and the texts and files by which outsiders verify it.
 *
 * <p>The writer grows a {@link connectly.eventlog.merkle.MerkleTree}, whoever answers questions about it asks
 * {@link connectly.eventlog.merkle.TreeHistory}, and a {@link connectly.eventlog.merkle.NoteSigner} signs a
 * {@link connectly.eventlog.merkle.Checkpoint} of it. The tree is that of RFC 6962, section 2.1; the formats are those of
 * C2SP: <a href="https://c2sp.org/tlog-tiles">tlog-tiles</a>, <a href="https://c2sp.org/tlog-checkpoint">
 * tlog-checkpoint</a>, <a href="https://c2sp.org/signed-note">signed-note</a> and <a
 * href="https://c2sp.org/tlog-proof">tlog-proof</a>. Nothing here knows what a leaf means or where tiles are kept.
 */
@NullMarked
package connectly.eventlog.merkle;

import org.jspecify.annotations.NullMarked;
