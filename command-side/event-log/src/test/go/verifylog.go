// Verifylog checks a log's files with Go's own transparency log packages, and with nothing of ours.
//
// Usage: verifylog DIRECTORY
//
// The directory holds vkey, leaf (the data of one leaf), leaf.tlog-proof, old-checkpoint, consistency (a hash a line) and
// the tiles under tile/. The program prints "verified" and ends with 0, or prints which check failed and ends with 1.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	if err := verify(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("verified")
}

func verify(dir string) error {
	file := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			panic(err)
		}
		return data
	}
	verifier, err := note.NewVerifier(string(file("vkey")))
	if err != nil {
		return fmt.Errorf("key: %v", err)
	}
	index, path, signed, err := parseProof(string(file("leaf.tlog-proof")))
	if err != nil {
		return fmt.Errorf("proof: %v", err)
	}
	tree, err := open([]byte(signed), verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %v", err)
	}
	old, err := open(file("old-checkpoint"), verifier)
	if err != nil {
		return fmt.Errorf("old checkpoint: %v", err)
	}
	leaf := tlog.RecordHash(file("leaf"))
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, leaf); err != nil {
		return fmt.Errorf("inclusion: %v", err)
	}
	consistency, err := parseHashes(strings.Fields(string(file("consistency"))))
	if err != nil {
		return fmt.Errorf("consistency: %v", err)
	}
	if err := tlog.CheckTree(consistency, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("consistency: %v", err)
	}
	if err := checkTiles(dir, tree, old, path, consistency, index); err != nil {
		return fmt.Errorf("tiles: %v", err)
	}
	return nil
}

// checkTiles builds the tree anew from the leaf hashes in the tiles and compares every tile with it. Then it lets Go's
// client make proofs from the tiles. The client alone would not do: that of x/mod 0.7.0 does not check each tile it reads
// when subtrees of the right edge share one.
func checkTiles(dir string, tree, old tlog.Tree, path tlog.RecordProof, consistency tlog.TreeProof, index int64) error {
	built, err := build(dir, tree.N)
	if err != nil {
		return err
	}
	if root, err := tlog.TreeHash(tree.N, built); err != nil || root != tree.Hash {
		return fmt.Errorf("another root (%v)", err)
	}
	if root, err := tlog.TreeHash(old.N, built); err != nil || root != old.Hash {
		return fmt.Errorf("another old root (%v)", err)
	}
	for _, tile := range tlog.NewTiles(tileHeight, 0, tree.N) {
		// NewTiles names the partial tiles of smaller trees too.
		width := tree.N>>(tileHeight*tile.L) - tile.N<<tileHeight
		if tile.W < 1<<tileHeight && int64(tile.W) != width {
			continue
		}
		want, err := tlog.ReadTileData(tile, built)
		if err != nil {
			return err
		}
		published, err := tiles{dir}.ReadTiles([]tlog.Tile{tile})
		if err != nil || !bytes.Equal(published[0], want) {
			return fmt.Errorf("another %s (%v)", tile.Path(), err)
		}
	}
	client := tlog.TileHashReader(tree, tiles{dir})
	if made, err := tlog.ProveRecord(tree.N, index, client); err != nil || !equal(made, path) {
		return fmt.Errorf("another inclusion proof (%v)", err)
	}
	if made, err := tlog.ProveTree(tree.N, old.N, client); err != nil || !equal(made, consistency) {
		return fmt.Errorf("another consistency proof (%v)", err)
	}
	return nil
}

// build computes every hash of the tree from the tiles of level 0.
func build(dir string, size int64) (tlog.HashReader, error) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	var tile tlog.Tile
	var data []byte
	for n := int64(0); n < size; n++ {
		if n%(1<<tileHeight) == 0 {
			tile = tlog.Tile{H: tileHeight, N: n >> tileHeight, W: 1 << tileHeight}
			if rest := size - n; rest < 1<<tileHeight {
				tile.W = int(rest)
			}
			read, err := tiles{dir}.ReadTiles([]tlog.Tile{tile})
			if err != nil {
				return nil, err
			}
			data = read[0]
		}
		leaf, err := tlog.HashFromTile(tile, data, tlog.StoredHashIndex(0, n))
		if err != nil {
			return nil, err
		}
		hashes, err := tlog.StoredHashesForRecordHash(n, leaf, reader)
		if err != nil {
			return nil, err
		}
		stored = append(stored, hashes...)
	}
	return reader, nil
}

func equal(some, others []tlog.Hash) bool {
	if len(some) != len(others) {
		return false
	}
	for i := range some {
		if some[i] != others[i] {
			return false
		}
	}
	return true
}

func open(msg []byte, verifier note.Verifier) (tree tlog.Tree, err error) {
	opened, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, errors.New("malformed")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func parseProof(text string) (index int64, path []tlog.Hash, checkpoint string, err error) {
	blank := strings.Index(text, "\n\n")
	lines := strings.Split(text[:blank], "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return 0, nil, "", errors.New("malformed")
	}
	if index, err = strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64); err != nil {
		return 0, nil, "", err
	}
	path, err = parseHashes(lines[2:])
	return index, path, text[blank+2:], err
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

type tiles struct{ dir string }

func (t tiles) Height() int { return tileHeight }

func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// Go's own path names the height, which is always 8 in tlog-tiles.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.dir, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}
