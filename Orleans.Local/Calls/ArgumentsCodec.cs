using System.Buffers;
using Orleans.Serialization;

namespace Orleans.Local.Calls;

/// <summary>A call's arguments as bytes: how many, then one after the other as the method declares them; a cancellation token takes no place.</summary>
internal static class ArgumentsCodec
{
    public static ReadOnlyMemory<byte> Write(object?[] arguments, GrainMethod method, ObjectSerializer serializer)
    {
        var output = new ArrayBufferWriter<byte>(128);
        output.WriteByte((byte)arguments.Length);
        serializer.WriteAll(output, arguments, method.ParameterTypes, method.CancellationIndex);
        return output.WrittenMemory;
    }

    /// <exception cref="InvalidDataException">The number of arguments is not the method's.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> payload, GrainMethod method, ObjectSerializer serializer)
    {
        var input = new ByteReader(payload.Span);
        if (input.ReadByte() != method.ParameterTypes.Length)
            throw new InvalidDataException($"{method.Interface.Name}.{method.Name} takes {method.ParameterTypes.Length} arguments, the caller sent another number.");
        return serializer.ReadAll(ref input, method.ParameterTypes, method.CancellationIndex);
    }
}
