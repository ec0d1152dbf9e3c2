using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>SHA-512 of several spans one after another.</summary>
internal static class Sha512Parts
{
    // What is signed is mostly a key or a group message of a few hundred bytes. IncrementalHash allocates and costs a microsecond more.
    private const int StackLimit = 1024;

    internal static void Hash(
        Span<byte> destination, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d = default)
    {
        int length = a.Length + b.Length + c.Length + d.Length;
        if (length > StackLimit)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
            hash.AppendData(a);
            hash.AppendData(b);
            hash.AppendData(c);
            hash.AppendData(d);
            hash.GetHashAndReset(destination);
            return;
        }

        Span<byte> joined = stackalloc byte[StackLimit];
        a.CopyTo(joined);
        b.CopyTo(joined[a.Length..]);
        c.CopyTo(joined[(a.Length + b.Length)..]);
        d.CopyTo(joined[(a.Length + b.Length + c.Length)..]);
        SHA512.HashData(joined[..length], destination);
        CryptographicOperations.ZeroMemory(joined[..length]); // a part may be a private key
    }
}
