using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Serialization;

internal delegate TValue MemberGetter<TOwner, out TValue>(ref TOwner owner);

internal delegate void MemberSetter<TOwner, in TValue>(ref TOwner owner, TValue value);

/// <summary>
/// Compiles access to a member. Emitted code may write what C# and expression trees won't: readonly fields, private members, a struct in
/// place.
/// </summary>
internal static class MemberAccess
{
    public static MemberGetter<TOwner, TValue> Getter<TOwner, TValue>(MemberInfo member)
    {
        var method = Method($"get {member.Name}", typeof(TValue), typeof(TOwner).MakeByRefType());
        var il = method.GetILGenerator();
        LoadOwner<TOwner>(il);
        if (member is FieldInfo field) il.Emit(OpCodes.Ldfld, field);
        else Call<TOwner>(il, ((PropertyInfo)member).GetMethod!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<MemberGetter<TOwner, TValue>>();
    }

    public static MemberSetter<TOwner, TValue> Setter<TOwner, TValue>(MemberInfo member)
    {
        var method = Method($"set {member.Name}", typeof(void), typeof(TOwner).MakeByRefType(), typeof(TValue));
        var il = method.GetILGenerator();
        LoadOwner<TOwner>(il);
        il.Emit(OpCodes.Ldarg_1);
        if (member is FieldInfo field) il.Emit(OpCodes.Stfld, field);
        else Call<TOwner>(il, ((PropertyInfo)member).SetMethod!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<MemberSetter<TOwner, TValue>>();
    }

    private static DynamicMethod Method(string name, Type result, params Type[] parameters) =>
        new(name, result, parameters, typeof(MemberAccess).Module, skipVisibility: true);

    private static void LoadOwner<TOwner>(ILGenerator il)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (!typeof(TOwner).IsValueType) il.Emit(OpCodes.Ldind_Ref);
    }

    private static void Call<TOwner>(ILGenerator il, MethodInfo accessor) =>
        il.Emit(typeof(TOwner).IsValueType ? OpCodes.Call : OpCodes.Callvirt, accessor);
}
