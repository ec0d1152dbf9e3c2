using System.Buffers;
using Orleans.Serialization;

namespace Wasilo.Orleans.Local.Tests.Serialization;

/// <summary>A serializer that knows the types of this assembly, and short ways to use it.</summary>
internal static class Wire
{
    public static readonly ObjectSerializer Serializer = new(new TypeManifest([typeof(Wire).Assembly]), new FakeReferences());

    public static byte[] Write(object? value, Type declared)
    {
        var output = new ArrayBufferWriter<byte>();
        Serializer.Write(output, value, declared);
        return output.WrittenSpan.ToArray();
    }

    public static object? Read(ReadOnlySpan<byte> bytes, Type declared)
    {
        var input = new ByteReader(bytes);
        var value = Serializer.Read(ref input, declared);
        input.Remaining.ShouldBe(0);
        return value;
    }

    public static T Send<T>(T value) => Transform<T, T>(value);

    /// <summary>What a process that has another version of the type gets.</summary>
    public static TThere Transform<THere, TThere>(THere value) => (TThere)Read(Write(value, typeof(THere)), typeof(TThere))!;

    public static T SendException<T>(Exception exception, bool exact = true) where T : Exception
    {
        var output = new ArrayBufferWriter<byte>();
        Serializer.WriteException(output, exception);
        var input = new ByteReader(output.WrittenSpan);
        var arrived = Serializer.ReadException(ref input);
        input.Remaining.ShouldBe(0);
        return exact ? arrived.ShouldBeOfType<T>() : arrived.ShouldBeAssignableTo<T>()!;
    }

    public static T Copy<T>(T value) => (T)Serializer.Copy(value)!;

    /// <summary>Thrown once, so that it has a stack.</summary>
    public static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
