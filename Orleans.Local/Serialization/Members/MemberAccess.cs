using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Serialization;

internal delegate TValue MemberGetter<TOwner, out TValue>(ref TOwner owner);

internal delegate void MemberSetter<TOwner, in TValue>(ref TOwner owner, TValue value);

/// <summary>
/// Compiles access to a member. Emitted code may write what C# and expression trees won't: readonly fields, private members, a struct in place.
/// </summary>
internal static class MemberAccess
{
    public static MemberGetter<TOwner, TValue> Getter<TOwner, TValue>(MemberInfo member)
    {
        var method = new DynamicMethod($"get {member.Name}", typeof(TValue), [typeof(TOwner).MakeByRefType()], typeof(MemberAccess).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        LoadOwner<TOwner>(il);
        if (member is FieldInfo field) il.Emit(OpCodes.Ldfld, field);
        else Call<TOwner>(il, ((PropertyInfo)member).GetMethod!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<MemberGetter<TOwner, TValue>>();
    }

    public static MemberSetter<TOwner, TValue> Setter<TOwner, TValue>(MemberInfo member)
    {
        var method = new DynamicMethod($"set {member.Name}", null, [typeof(TOwner).MakeByRefType(), typeof(TValue)], typeof(MemberAccess).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        LoadOwner<TOwner>(il);
        il.Emit(OpCodes.Ldarg_1);
        if (member is FieldInfo field) il.Emit(OpCodes.Stfld, field);
        else Call<TOwner>(il, ((PropertyInfo)member).SetMethod!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<MemberSetter<TOwner, TValue>>();
    }

    private static void LoadOwner<TOwner>(ILGenerator il)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (!typeof(TOwner).IsValueType) il.Emit(OpCodes.Ldind_Ref);
    }

    private static void Call<TOwner>(ILGenerator il, MethodInfo accessor) =>
        il.Emit(typeof(TOwner).IsValueType ? OpCodes.Call : OpCodes.Callvirt, accessor);
}
