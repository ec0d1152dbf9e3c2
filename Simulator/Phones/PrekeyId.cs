using Wasilo.WhatsApp.Errors;

namespace Wasilo.Simulator.Phones;

/// <summary>Ids of prekeys: three bytes, big-endian.</summary>
internal static class PrekeyId
{
    private const int Length = 3;

    /// <exception cref="InvalidKeyException">There are not exactly three bytes.</exception>
    public static uint Read(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? (uint)(bytes[0] << 16 | bytes[1] << 8 | bytes[2])
        : throw new InvalidKeyException($"The id of a prekey has {Length} bytes; got {bytes.Length}.");

    public static byte[] Write(uint id) => [(byte)(id >> 16), (byte)(id >> 8), (byte)id];
}
