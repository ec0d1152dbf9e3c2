using System.Buffers;
using System.Security.Cryptography;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>Room for bytes that are needed for a moment: the caller's stack if they fit, else the pool's. Cleared afterwards.</summary>
internal ref struct Scratch
{
    /// <summary>Most messages fit.</summary>
    internal const int StackLength = 1024;

    private byte[]? _rented;

    internal Scratch(Span<byte> stack, int length)
    {
        _rented = length > stack.Length ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span = (_rented ?? stack)[..length];
    }

    internal Span<byte> Span { get; }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Span);
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }
}
