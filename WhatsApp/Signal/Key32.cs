using System.Runtime.CompilerServices;

namespace Wasilo.WhatsApp.Signal;

/// <summary>A secret of 32 bytes, where it lies: a root key or a chain key.</summary>
[InlineArray(Length)]
internal struct Key32
{
    internal const int Length = 32;

    private byte _first;

    internal static Key32 From(ReadOnlySpan<byte> bytes)
    {
        Key32 key = default;
        bytes[..Length].CopyTo(key);
        return key;
    }
}
