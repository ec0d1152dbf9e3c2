using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Noise;

/// <summary>Verifies certificates' signatures, and knows those again that were good.</summary>
/// <remarks>
/// Every connection is shown the same few certificates, and to verify two signatures is a good part of a login's cost. A signature is good
/// or not for all time; how long a certificate is valid, and for which key, is looked at each time, and not here.
/// </remarks>
internal sealed class KnownSignatures
{
    /// <summary>Far more than WhatsApp has servers' certificates in use at a time; one entry has 32 bytes.</summary>
    internal const int Limit = 256;

    private readonly ConcurrentDictionary<(UInt128, UInt128), bool> _known = new();

    internal int Count => _known.Count;

    /// <summary>Whether the issuer has signed this.</summary>
    internal bool Verify(PublicKey issuer, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var name = NameOf(issuer, signed, signature);
        if (_known.ContainsKey(name))
            return true;
        if (!XEdDsa.Verify(issuer, signed, signature))
            return false; // and not remembered: whoever sends bad ones is to fill no memory
        if (_known.Count >= Limit)
            _known.Clear();
        _known.TryAdd(name, true);
        return true;
    }

    // SHA-256 of key (32 bytes), signature (64) and what is signed: of the fixed lengths first, so that no two are the same.
    private static (UInt128, UInt128) NameOf(PublicKey issuer, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(issuer.Bytes);
        sha.AppendData(signature);
        sha.AppendData(signed);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha.GetHashAndReset(hash);
        var halves = MemoryMarshal.Cast<byte, UInt128>(hash);
        return (halves[0], halves[1]);
    }
}
