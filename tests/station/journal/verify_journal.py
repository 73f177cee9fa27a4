"""Checks a station's journal from docs/journal.md alone: Python's own library, nothing of ours.

Usage: python3 verify_journal.py JOURNAL.sqlite JOURNAL.seal [PUBLIC_KEY_HEX]
Exit code 0: whole. 1: a fault, which is named.
"""
import hashlib
import json
import sqlite3
import sys

# Ed25519 as RFC 8032, 5.1 gives it. Slow, and short enough to read.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P != 0 or y >= P:
        raise ValueError("not a point")
    return P - x if x & 1 != sign else x


def decode(data):
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = recover_x(y, number >> 255)
    return (x, y, 1, x * y % P)


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decode(BASE_Y.to_bytes(32, "little"))


def signed(public_key, message, signature):
    try:
        a, r = decode(public_key), decode(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    same = lambda i: (left[i] * right[2] - right[i] * left[2]) % P == 0
    return s < L and len(signature) == 64 and same(0) and same(1)


def fields(*values):
    return b"".join(len(value).to_bytes(4, "big") + value for value in values)


def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        raise ValueError("a fraction")
    return json.dumps(value, ensure_ascii=False)


def check(database, seal_path, key_hex=None):
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    station, named_key = db.execute("SELECT station_id, public_key FROM identity").fetchone()
    key = bytes.fromhex(key_hex or named_key)
    prev = hashlib.sha256(fields(b"tibillet-journal-genesis@1", station.encode())).digest()
    head, hashes = 0, {}
    for seq, id_, kind, at, body, stored_prev, stored_hash, signature in db.execute(
        "SELECT seq, id, kind, at, body, prev, hash, signature FROM entry ORDER BY seq"
    ):
        texts = (id_.encode(), kind.encode(), at.encode())
        computed = hashlib.sha256(fields(stored_prev, seq.to_bytes(8, "big"), *texts, body)).digest()
        assert seq == head + 1, f"entry {head + 1} is missing"
        assert stored_prev == prev, f"entry {seq} does not follow the one before"
        assert stored_hash == computed, f"entry {seq} was changed"
        assert signed(key, stored_hash, signature), f"entry {seq} is not signed by the station"
        assert canonical(json.loads(body)).encode() == body, f"entry {seq} is not canonical"
        prev, head, hashes[seq] = stored_hash, seq, stored_hash

    seals = []
    data = open(seal_path, "rb").read()
    for record in (data[0:256], data[4096:4352]):
        if not any(record):
            continue
        message = hashlib.sha256(fields(b"tibillet-journal-seal@1", station.encode(), record[:192]))
        assert record[:8] == b"TBSEAL1\n", "the seal is not one"
        assert signed(key, message.digest(), record[192:]), "the seal is not signed by the station"
        seals.append(record)
    assert seals, "the seal is missing"
    newest = max(seals, key=lambda record: record[8:16])
    sealed = int.from_bytes(newest[16:24], "big")
    assert sealed <= head, f"the seal names {sealed} entries, the journal has {head}"
    assert sealed == 0 or newest[24:56] == hashes[sealed], f"entry {sealed} is not the sealed one"
    cloud_seq = int.from_bytes(newest[56:64], "big")
    if cloud_seq > 0:
        text = f"tibillet-journal-head-1\n{station}\n{cloud_seq}\n{newest[64:96].hex()}"
        assert newest[64:96] == hashes[cloud_seq], f"entry {cloud_seq} is not the countersigned one"
        assert signed(newest[160:192], text.encode(), newest[96:160]), "the cloud did not sign"
    return head


if __name__ == "__main__":
    try:
        print(f"whole: {check(*sys.argv[1:])} entries")
    except AssertionError as fault:
        sys.exit(f"fault: {fault}")
