using System.Runtime.CompilerServices;

namespace Orleans.Serialization;

/// <summary>Instances of a [GenerateSerializer] class, and tuples.</summary>
internal sealed class ObjectCodec<T>(CodecProvider codecs) : InstanceCodec(typeof(T), codecs.Types), IMemberwise where T : class
{
    // As Orleans: a public parameterless constructor runs, else none does.
    private static readonly Func<T> Create = typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor
        ? System.Linq.Expressions.Expression.Lambda<Func<T>>(System.Linq.Expressions.Expression.New(constructor)).Compile()
        : () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private Shape<T>? _shape;

    /// <summary>Made on first use: a member may be of this type.</summary>
    private Shape<T> Shape => _shape ??= new Shape<T>(codecs);

    // An instance of a derived type has a codec of its own, which may say otherwise.
    public override bool IsShared { get; } = Sharing.IsShared(typeof(T)) || typeof(T).IsDefined(typeof(ImmutableAttribute), inherit: false);

    public override void WriteBody(WriteContext context, object value) => WriteMembers(context, value);

    public override object ReadBody(ref ByteReader input, ReadContext context, int position)
    {
        var result = Create();
        context.Add(position, result);
        ReadMembers(ref input, context, result);
        return result;
    }

    public override object CopyBody(object value, CopyContext context)
    {
        var copy = Create();
        context.Add(value, copy);
        CopyMembers(value, copy, context);
        return copy;
    }

    public void WriteMembers(WriteContext context, object owner)
    {
        var typed = (T)owner;
        Shape.Write(context, ref typed);
    }

    public void ReadMembers(ref ByteReader input, ReadContext context, object owner)
    {
        var typed = (T)owner;
        Shape.Read(ref input, context, ref typed);
    }

    public void CopyMembers(object from, object to, CopyContext context)
    {
        var (original, copy) = ((T)from, (T)to);
        Shape.Copy(ref original, ref copy, context);
    }
}

/// <summary>The members of an object apart from the object itself: an exception has more to it than those.</summary>
internal interface IMemberwise
{
    void WriteMembers(WriteContext context, object owner);

    void ReadMembers(ref ByteReader input, ReadContext context, object owner);

    void CopyMembers(object from, object to, CopyContext context);
}
