using System.Buffers;
using Orleans.Serialization;

namespace Orleans.Local.Calls;

/// <summary>A call's arguments as bytes: one after the other, as the method declares them; a cancellation token takes no place.</summary>
internal static class ArgumentsCodec
{
    public static ReadOnlyMemory<byte> Write(object?[] arguments, GrainMethod method, ObjectSerializer serializer)
    {
        // One byte ahead, so that a call without arguments has a payload too.
        var output = new ArrayBufferWriter<byte>(128);
        output.WriteByte((byte)arguments.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i != method.CancellationIndex)
                serializer.Write(output, arguments[i], method.ParameterTypes[i]);
        }

        return output.WrittenMemory;
    }

    /// <exception cref="InvalidDataException">The number of arguments is not the method's.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> payload, GrainMethod method, ObjectSerializer serializer)
    {
        var input = new ByteReader(payload.Span);
        var arguments = new object?[method.ParameterTypes.Length];
        if (input.ReadByte() != arguments.Length)
            throw new InvalidDataException($"{method.Interface.Name}.{method.Name} takes {arguments.Length} arguments, the caller sent another number.");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i != method.CancellationIndex)
                arguments[i] = serializer.Read(ref input, method.ParameterTypes[i]);
        }

        return arguments;
    }
}
